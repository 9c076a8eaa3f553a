/** Talks with the door. The session's token travels in a header and never stands in an address. */

const PATIENCE = 20_000;

/**
 * Why there is no reply: `kind` is no_connection, over (the session is), trouble, or printer, with how that stands;
 * `words` are the door's own.
 */
export class Refusal extends Error {
  constructor(kind, words = "", printer = "") {
    super(kind);
    this.kind = kind;
    this.words = words;
    this.printer = printer;
  }
}

/** `current` gives the session's token and the language. */
export function createDoor(current) {
  async function call(address, request) {
    let response;
    try {
      response = await fetch(address, { cache: "no-store", ...request, signal: AbortSignal.timeout(PATIENCE) });
    } catch {
      throw new Refusal("no_connection");
    }
    if (!response.ok) throw await refusalOf(response);
    return response;
  }

  function post(verb, body, { files = {}, language = current().language, keepalive = false } = {}) {
    const headers = { "X-Kiosk-Session": current().session || "new", "Accept-Language": language };
    const content = packed(JSON.stringify(body), headers, Object.entries(files));
    return call(verb, { method: "POST", headers, keepalive, ...content });
  }

  return {
    services: async (language) => {
      const response = await call("services", { headers: { "Accept-Language": language } });
      return (await response.json()).services;
    },
    /** The screen's own words in another language; they are nobody's, and may be kept. */
    words: async (address) => (await call(address, { cache: "default" })).json(),
    /** Whether somebody may begin here. */
    standing: async () => (await (await call("standing", {})).json()).open,
    /** Says one verb of a journey and gives back the turn; `more` may hold files, or another language. */
    say: async (verb, body, more) => (await post(verb, body, more)).json(),
    /** Prints the receipt, or the code by which a draft was saved: each `copy` once, however often it is asked for. */
    print: async (saved, copy) => (saved ? await post("slip", { code: saved.code, link: saved.link, copy }) : await post("receipt", { copy })).json(),
    /** Words as a sound file. They may be somebody's answer, so they travel in a body. */
    speech: async (language, text) => (await post("speech", { language, text })).blob(),
    /** Nobody waits for the answer, and without a network there is nothing that could be done about it. */
    leave: () => void post("leave", {}, { keepalive: true }).catch(() => undefined),
    /** The same for the case that was looked at. */
    closeCase: () => {
      const { case: token } = current();
      if (token) post("close_case", { case: token }, { keepalive: true }).catch(() => undefined);
    },
  };
}

function packed(json, headers, files) {
  if (!files.length) {
    headers["Content-Type"] = "application/json";
    return { body: json };
  }
  const form = new FormData();
  form.append("reply", json);
  for (const [part, file] of files) form.append(part, file);
  return { body: form };
}

async function refusalOf(response) {
  const told = await response.json().catch(() => ({}));
  if (told.printer) return new Refusal("printer", told.error.words, told.printer);
  if ([502, 503, 504].includes(response.status) && !told.error?.hub && !told.error?.full) return new Refusal("no_connection");
  return new Refusal(response.status === 410 ? "over" : "trouble", told.error?.words);
}
