// Looks texts up by the place picker's own code: `node look_up.mjs bundle.mjs places.json < texts.json`.
// In: a JSON list of texts. Out: for each its normal form and the numbers of the places found.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [bundle, index] = process.argv.slice(2);
const { PlaceFinder } = await import(pathToFileURL(bundle).href);
const file = JSON.parse(readFileSync(index, "utf-8"));
const places = new PlaceFinder(file);
for (const _ of places.fill());
const texts = JSON.parse(readFileSync(0, "utf-8"));
const found = texts.map((text) => ({ key: places.names.key(text), numbers: places.find(text) }));
process.stdout.write(JSON.stringify(found));
