/** What a person can do at the kiosk: each deed asks the door and gives what the store is to remember. */

export function createJourney(store, door, languages, words) {
  let life = 0; // grows when a person leaves, so that a late reply is shown to nobody

  /** One deed at a time: a second touch while the first is under way changes nothing. */
  async function attempt(deed) {
    if (store.state.busy) return;
    const begun = life;
    store.set({ busy: true, dialog: null });
    const outcome = await deed().then(inWords).catch((refusal) => failed(refusal, deed));
    if (begun === life) store.set({ busy: false, ...outcome });
  }

  /** Another language comes with its words. */
  async function inWords(outcome) {
    if (outcome.language) await words.learn(outcome.language);
    return outcome;
  }

  function failed(refusal, deed) {
    if (!refusal.kind) throw refusal;
    if (refusal.printer) return { printer: refusal.printer };
    return { dialog: { kind: refusal.kind, words: refusal.words, again: () => attempt(deed) } };
  }

  const told = (turn) => ({ screen: "turn", turn, session: turn.session ?? "", changing: false, printer: turn.printer ?? "none", how: turn.how ?? null, rated: false });
  const prompt = () => store.state.turn.prompt;
  const say = (verb, body, more) => attempt(async () => told(await door.say(verb, body, more)));

  async function speak(language) {
    const services = await door.services(language);
    return { language, services, screen: "services" };
  }

  /** Spoken at once: also that the town cannot be reached is said in it. */
  async function speakFirst(language) {
    const begun = life;
    await words.learn(language);
    if (begun === life) store.set({ language });
    return speak(language);
  }

  /** The same screen again in another language; a draft's question is asked again by the door. */
  async function speakHere(language) {
    const services = await door.services(language);
    const service = services.find((each) => each.code === store.state.service?.code) ?? null;
    const { session, screen, typed } = store.state;
    if (screen === "elsewhere") return { language, services, service, ...(await offered({ language })) };
    if (screen === "saved") return { language, services, service, ...(await stayed({ language })) };
    if (screen === "sending") return { language, services, service, ...told(await door.say("ask", { path: prompt().path }, { language })), screen };
    if (screen === "status") return { language, services, ...(await about("case", {}, { language })) };
    if (screen === "times") return { language, services, ...(await about("times", {}, { language })) };
    if (screen === "waiting") return { language, services, ...(await found(typed, { language })) };
    const asked = session && screen === "turn" ? told(await door.say("ask", { path: prompt().path }, { language })) : {};
    return { language, services, service, ...asked };
  }

  /** How to go on elsewhere; where the door has nothing to hand over, it says how things stand. */
  async function offered(more) {
    const reply = await door.say("hand_over", {}, more);
    return reply.offer ? { screen: "elsewhere", offer: reply.offer, session: reply.session } : told(reply);
  }

  async function found(typed, more) {
    const { waiting } = await door.say("waiting", { code: typed }, more);
    return waiting ? { screen: "waiting", typed, waiting, wrongCode: false } : { screen: "code", typed, wrongCode: true };
  }

  /** The screen's own draft, where one was begun, stays behind. */
  async function takenOver(second) {
    const { typed, services, waiting, session } = store.state;
    const turn = await door.say("take_over", { code: typed, ...(second === null ? {} : { second }) });
    if (turn.problem) return { wrongSecond: turn.problem };
    if (!turn.prompt) return { screen: "code", wrongCode: true };
    if (session) door.leave();
    return { ...told(turn), typed: "", waiting: null, wrongSecond: "", service: services.find(({ code }) => code === waiting.service) ?? null };
  }

  /** A code to come back with; where the door holds nothing any more, it says how things stand. */
  async function kept(second) {
    const { saved, problem, printer, ...turn } = await door.say("save", { second });
    if (problem) return { wrongSecond: problem };
    return saved ? { screen: "saved", saved, wrongSecond: "", printed: 0, printer } : told(turn);
  }

  /** The reference in a text message, or why not. */
  async function texted(number) {
    const { sent, problem } = await door.say("to_phone", { number });
    return problem ? { wrongNumber: problem, number } : { screen: "turn", sent, wrongNumber: "", number: "" };
  }

  async function standing(reference, proof) {
    const { status, case: token } = await door.say("track", { reference, proof });
    return status ? { screen: "status", status, case: token, unknownCase: false, reference: "" } : { screen: "asking", unknownCase: true, reference };
  }

  /** One deed about the case: where it stands then, or what is asked for it. */
  async function about(verb, body = {}, more = {}) {
    const { status, case: token, ...times } = await door.say(verb, { ...body, case: store.state.case }, more);
    return status ? { screen: "status", status, case: token, times: null } : { screen: "times", case: token, times };
  }

  /** Nobody looks at it any more. */
  function closed() {
    door.closeCase();
    return { status: null, case: "", times: null, rated: false };
  }

  /** By what was scanned: the code stands in its field, the reference in its own; to whoever comes with it, in its language. */
  async function recognised(code, language) {
    const { screen } = store.state;
    const found = await meant(code, language);
    if (store.state.screen === screen) return found.dialog ? found : { ...found, ...closed() };
    return {}; // whoever touched something else meanwhile is not taken there
  }

  async function meant(code, language) {
    const { scanned } = await door.say("recognise", { code }, { language });
    const spoken = scanned.language || language;
    const here = store.state.services.length ? {} : { language: spoken, services: await door.services(spoken), screen: "services" };
    if (scanned.kind === "reference") return { ...here, screen: "asking", reference: scanned.words, unknownCase: false };
    if (scanned.kind === "code") return { ...here, screen: "code", typed: code, wrongCode: false, wrongSecond: "" };
    return { ...here, dialog: { kind: "scan_unknown" } };
  }

  /** Nobody goes anywhere: the question again. */
  async function stayed(more) {
    return { ...told(await door.say("ask", { path: prompt().path }, more)), saved: null, wrongSecond: "", printed: 0 };
  }

  async function stepBack() {
    const { path, kind } = prompt();
    if (!store.state.session) return { screen: "start" };
    if (store.state.changing) return told(await door.say("review", {}));
    const turn = await door.say("back", { path: kind === "ask" ? path : "" });
    const wasFirst = kind === "ask" && turn.prompt.path === path;
    return wasFirst ? { screen: "start", session: turn.session } : told(turn);
  }

  function back() {
    const { screen } = store.state;
    if (screen === "turn") attempt(stepBack);
    else if (["elsewhere", "saving", "saved"].includes(screen)) attempt(() => stayed({}));
    else if (screen === "sending") store.set({ screen: "turn", wrongNumber: "", number: "" });
    else if (screen === "code") store.set({ screen: "services", typed: "", wrongCode: false });
    else if (screen === "asking") store.set({ screen: "services", unknownCase: false, reference: "" });
    else if (screen === "status") store.set({ screen: "services", ...closed() });
    else if (screen === "times") store.set({ screen: "status", times: null });
    else if (screen === "waiting") store.set({ screen: "code", waiting: null, wrongSecond: "" });
    else if (screen === "start") store.set({ screen: "services" });
    else if (screen === "services" && languages.length > 1) store.set({ screen: "languages" });
    else leave();
  }

  /** Another service than before is another draft: the door forgets the first one. */
  function choose(service) {
    const same = service.code === store.state.service?.code;
    if (!same && store.state.session) door.leave();
    store.set({ screen: "start", service, ...(same ? {} : { session: "", turn: null }) });
  }

  function leave() {
    life += 1;
    if (store.state.session) door.leave();
    closed();
    store.forget();
  }

  function startOver() {
    const { language, services, ease } = store.state;
    leave();
    store.set({ language, services, ease, screen: "services" });
  }

  return {
    start: () => (languages.length > 1 ? store.set({ screen: "languages" }) : attempt(() => speak(languages[0].code))),
    speak: (language) => attempt(() => speakFirst(language)),
    speakHere: (language) => attempt(() => speakHere(language)),
    /** The same screen again, in the words in which the service is written now. */
    askAgain: () => attempt(async () => ({ ...(await speakHere(store.state.language)), changing: store.state.changing })),
    choose,
    /** Begins the service, or goes on with it where Back led to its start page. */
    begin: () => {
      const { session, service } = store.state;
      return session ? say("ask", { path: prompt().path }) : say("begin", { service: service.code });
    },
    answer: (parts, files) => say("answer", { path: prompt().path, seen: store.state.turn.version, parts }, { files }),
    skip: () => say("skip", { path: prompt().path, seen: store.state.turn.version }),
    change: (path) => attempt(async () => ({ ...told(await door.say("ask", { path })), changing: true })),
    /** One person, one thing less: `path` is that of any question about it. */
    remove: (path) => say("remove", { path }),
    handOver: () => attempt(() => offered({})),
    saveHere: () => attempt(async () => ({ screen: "saving", wrongSecond: "" })),
    save: (second) => attempt(() => kept(second)),
    sendThere: () => store.set({ screen: "sending", wrongNumber: "" }),
    sendTo: (number) => attempt(() => texted(number)),
    prove: () => say("prove", {}),
    bringBack: () => say("bring_back", {}),
    enterCode: () => store.set({ screen: "code", typed: "", wrongCode: false }),
    lookUp: (typed) => attempt(() => found(typed, {})),
    takeOver: (second) => attempt(() => takenOver(second)),
    whereIsIt: () => store.set({ screen: "asking", unknownCase: false, reference: "" }),
    scan: (code, language) => attempt(() => recognised(code, language)),
    scanLater: () => store.set({ dialog: { kind: "scan_later" } }),
    track: (reference, proof) => attempt(() => standing(reference, proof)),
    followUp: (well) => attempt(() => about("follow_up", { well })),
    confirm: () => attempt(() => about("confirm")),
    otherTimes: () => attempt(() => about("times")),
    moveTo: (parts) => attempt(() => about("move", { parts })),
    callOff: () => attempt(() => about("call_off")),
    withdraw: () => attempt(() => about("withdraw")),
    send: () => say("submit", { seen: store.state.turn.version }),
    back,
    /** One copy more; the screen shows what comes out of the printer. */
    rate: (answer) =>
      attempt(async () => {
        const { how } = await door.say("how_it_went", { answer });
        return { how, rated: true };
      }),
    rateDecision: (answer) => attempt(async () => ({ ...(await about("how_it_was_decided", { answer })), rated: true })),
    print: () =>
      attempt(async () => {
        const { saved, printed } = store.state;
        const { printer } = await door.print(saved, printed + 1);
        return { printer, printed: printed + 1 };
      }),
    leave,
    startOver,
  };
}
