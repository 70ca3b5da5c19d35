// What ODK's engine makes of answers: node answers.mjs XFORM INSTANCE
//
// Prints {"status", "instance": XML of what is relevant, "violations": [paths]}. The engine is made
// for browsers: jsdom gives it a document, and nothing tells its parser that this is Node.
import fs from "node:fs";
import { File } from "node:buffer";
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

const [form, instance] = node.argv.slice(2).map((path) => fs.readFileSync(path, "utf8"));
const missing = async () => new Response("", { status: 404 });
const loaded = await engine.loadForm(form, { fetchFormAttachment: missing });
if (loaded.status === "failure") {
  throw loaded.error;
}
const data = new FormData();
data.set("xml_submission_file", new File([instance], "xml_submission_file", { type: "text/xml" }));
const { root } = await loaded.restoreInstance({ data: [data] });
const found = {
  status: loaded.status,
  instance: root.instanceState.instanceXML,
  violations: root.validationState.violations.map((each) => each.reference),
};
node.stdout.write(JSON.stringify(found), () => node.exit(0));
