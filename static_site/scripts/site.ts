/** Every page: the quick exit. The receipt: copy and print. Without scripts all of it works in another way. */
import { watchLeave } from "./leave";
import { enhanceReceipt } from "./receipt";

watchLeave();
const card = document.querySelector<HTMLElement>(".code-card");
if (card) enhanceReceipt(card);
