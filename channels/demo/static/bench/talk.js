/** Talks with the bench's own pages. No draft is ever named in an address: cookies and one header say what is in hand. */

/** `held()` gives the kiosk's token; `phone()` the number of the telephone that is shown. */
export function createTalk({ base, token }, { held, phone }) {
  const query = (named) => new URLSearchParams({ phone: phone(), language: document.documentElement.lang, ...named });
  const headers = () => ({ "X-Kiosk-Session": held(), "X-CSRFToken": token });

  function post(path, body) {
    const sent = { ...headers(), "Content-Type": "application/json" };
    return fetch(`${base}/${path}?${query({})}`, { method: "POST", headers: sent, body: JSON.stringify(body) });
  }

  return {
    /** A response; 304 where nothing has changed since the one that was tagged so. */
    state: (service, since, tag) =>
      fetch(`${base}/state?${query({ service, since })}`, { headers: { ...headers(), "If-None-Match": tag }, cache: "no-store" }),
    text: (service) => fetch(`${base}/text?${query({ service })}`, { cache: "no-store" }),
    edit: (service, text, made_from) => post("text", { service, text, made_from }),
    over: (service, edits) => post("over", { service, edits }),
  };
}
