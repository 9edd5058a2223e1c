/** The place picker, loaded when the first place field is used: the field stays a plain text, and free words stay allowed. */
export { offerPlaces } from "./places/picker";
