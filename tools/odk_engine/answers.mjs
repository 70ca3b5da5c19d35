// What ODK's engine makes of answers: node answers.mjs XFORM INSTANCE... [--with FILE...]
//
// Prints a line for each instance: {"instance": XML of what is relevant, "violations": [paths]}.
// FILE is a list that the form names. The engine is made for browsers: jsdom gives it a document,
// and nothing tells its parser that this is Node.
import fs from "node:fs";
import { File } from "node:buffer";
import { basename } from "node:path";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><html><body></body></html>", { url: "http://localhost/" });
globalThis.window = window;
for (const name of [
  "document", "DOMParser", "XMLSerializer", "Node", "Element", "Document", "XMLDocument", "Attr",
  "Text", "Comment", "CharacterData", "ProcessingInstruction", "NodeFilter", "XPathResult",
]) {
  globalThis[name] = window[name];
}
const node = globalThis.process;
globalThis.process = undefined;
const engine = await import("@getodk/xforms-engine");
globalThis.process = node;

const given = node.argv.slice(2);
const end = given.includes("--with") ? given.indexOf("--with") : given.length;
const [form, ...instances] = given.slice(0, end).map((path) => fs.readFileSync(path, "utf8"));
const files = new Map(given.slice(end + 1).map((path) => [basename(path), path]));
const fetchFormAttachment = async (url) => {
  const path = files.get(decodeURIComponent(basename(url.pathname)));
  return path ? new Response(fs.readFileSync(path)) : new Response("", { status: 404 });
};
const loaded = await engine.loadForm(form, {
  fetchFormAttachment,
  missingResourceBehavior: "BLANK",
});
if (loaded.status === "failure") {
  throw loaded.error;
}
if (!instances.length) {
  loaded.createInstance();
}
const lines = [];
for (const instance of instances) {
  const data = new FormData();
  data.set("xml_submission_file", new File([instance], "xml_submission_file", { type: "text/xml" }));
  const { root } = await loaded.restoreInstance({ data: [data] });
  const violations = root.validationState.violations.map((each) => each.reference);
  lines.push(JSON.stringify({ instance: root.instanceState.instanceXML, violations }));
}
node.stdout.write(lines.map((line) => `${line}\n`).join(""), () => node.exit(0));
