// A message centre on loopback for the tests, by the npm package smpp. Orders come as lines of JSON on the standard
// input, what happens goes out as lines of JSON; it ends with its input.
'use strict';
const smpp = require('smpp');

const orders = { throttle: 0, refuse: 0, status: 0, mute: false, silentLinks: false, receipts: '', names: 0, drop: false };
const sessions = new Set();
let bound = null;
let sender = null;

const say = (event, facts = {}) => process.stdout.write(`${JSON.stringify({ event, ...facts })}\n`);

function words(pdu) {
  const octets = pdu.short_message && pdu.short_message.message;
  const raw = Buffer.isBuffer(octets) ? octets.toString('hex') : '';
  const header = pdu.short_message && pdu.short_message.udh;
  return {
    from: pdu.source_addr,
    fromTon: pdu.source_addr_ton,
    to: pdu.destination_addr,
    toTon: pdu.dest_addr_ton,
    coding: pdu.data_coding,
    esm: pdu.esm_class,
    receipt: pdu.registered_delivery,
    text: typeof octets === 'string' ? octets : '',
    raw,
    payload: typeof pdu.message_payload === 'object' && pdu.message_payload ? String(pdu.message_payload.message) : '',
    header: header ? header.map((part) => Buffer.from(part).toString('hex')) : null,
    sar: pdu.sar_total_segments ? [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum] : null,
  };
}

function report(to, from, id, state) {
  const text = `id:${id} sub:001 dlvrd:001 submit date:2603041200 done date:2603041201 stat:${state} err:${state === 'DELIVRD' ? '000' : '005'} text:`;
  (bound || sender).deliver_sm(
    { source_addr: to, source_addr_ton: 1, destination_addr: from, esm_class: 4, short_message: text },
    (answer) => say('reported', { status: answer.command_status }),
  );
}

function submitted(session, pdu) {
  if (orders.mute) return say('muted', words(pdu));
  if (orders.throttle > 0) {
    orders.throttle -= 1;
    session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
    return say('throttled');
  }
  if (orders.refuse > 0) {
    orders.refuse -= 1;
    session.send(pdu.response({ command_status: orders.status }));
    return say('refused');
  }
  orders.names += 1;
  const id = `a${orders.names}`;
  if (orders.receipts === 'EARLY') report(pdu.destination_addr, pdu.source_addr, id, 'DELIVRD');
  session.send(pdu.response({ message_id: id }));
  say('submitted', { id, ...words(pdu) });
  if (orders.receipts && orders.receipts !== 'EARLY') {
    setTimeout(() => report(pdu.destination_addr, pdu.source_addr, id, orders.receipts), 20);
  }
  return null;
}

const server = smpp.createServer((session) => {
  sessions.add(session);
  session.on('error', () => {});
  session.on('close', () => {
    sessions.delete(session);
    say('closed');
  });
  for (const kind of ['transceiver', 'transmitter', 'receiver']) {
    session.on(`bind_${kind}`, (pdu) => {
      if (pdu.password !== 'secret') {
        session.send(pdu.response({ command_status: smpp.ESME_RINVPASWD }));
        return say('unbound');
      }
      if (kind !== 'transmitter') bound = session;
      if (kind !== 'receiver') sender = session;
      session.send(pdu.response());
      return say('bound', { kind, system: pdu.system_id, version: pdu.interface_version });
    });
  }
  session.on('enquire_link', (pdu) => {
    if (!orders.silentLinks) session.send(pdu.response());
    say('enquired');
  });
  session.on('enquire_link_resp', () => say('alive'));
  session.on('generic_nack', (pdu) => say('nack', { status: pdu.command_status }));
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    say('left');
    session.close();
  });
  session.on('submit_sm', (pdu) => submitted(session, pdu));
});

function deliver(message) {
  const { id, udh, octets, ...fields } = message;
  const filled = { source_addr_ton: 1, source_addr_npi: 1, ...fields };
  if (octets !== undefined) {
    const content = Buffer.from(octets, 'hex');
    filled.short_message = udh ? { udh: Buffer.from(udh, 'hex'), message: content } : content;
    if (udh) filled.esm_class = 0x40;
  }
  bound.deliver_sm(filled, (answer) => say('answered', { id, status: answer.command_status }));
}

function many(order) {
  let asked = 0;
  let answered = 0;
  const waits = [];
  const began = Date.now();
  const next = () => {
    while (asked < order.count && asked - answered < 50) {
      asked += 1;
      const isOther = Boolean(order.others) && asked % order.others === 0;
      const since = Date.now();
      bound.deliver_sm(
        {
          source_addr: isOther ? order.other : order.from,
          source_addr_ton: 1,
          destination_addr: order.to,
          short_message: `bomb ${asked}`,
        },
        () => {
          answered += 1;
          if (isOther) waits.push(Date.now() - since);
          if (answered === order.count) say('all', { seconds: (Date.now() - began) / 1000, waits });
          else next();
        },
      );
    }
  };
  next();
}

const does = {
  set: (order) => Object.assign(orders, order.orders),
  deliver: (order) => deliver(order.message),
  many,
  link: () => bound.enquire_link(() => {}),
  kill: () => sessions.forEach((session) => session.destroy()),
  report: (order) => report(order.to, order.from, order.id, order.state),
  raw: (order) => bound.socket.write(Buffer.from(order.octets, 'hex')),
};

let rest = '';
process.stdin.on('data', (piece) => {
  const lines = (rest + piece).split('\n');
  rest = lines.pop();
  for (const line of lines) {
    const order = JSON.parse(line);
    does[order.do](order);
  }
});
process.stdin.on('end', () => process.exit(0));
server.on('error', () => {});
server.listen(Number(process.argv[2]), '127.0.0.1', () => say('listening', { port: server.address().port }));
