"""The window's painter of `drawing` shapes, and the widget that shows a drawing."""
