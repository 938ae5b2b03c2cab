// Text of a PDF as Firefox's reader gives it, pages ended by form feeds.
// node pdfjs_extract.mjs FOLDER_WITH_NODE_MODULES FILE.pdf
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [, , folder, file] = process.argv;
const { getDocument } = await import(createRequire(folder + "/").resolve("pdfjs-dist/legacy/build/pdf.mjs"));
const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
for (let number = 1; number <= pdf.numPages; number++) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  process.stdout.write(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\f");
}
