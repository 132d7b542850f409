// route: /notes
// One exported function per method. The notes live in the isolate's memory: they go when it goes.

export const runtime = 'edge';

const notes = [];

export function GET() {
  return Response.json(notes);
}

export async function POST(request) {
  const { text } = await request.json();
  if (typeof text !== 'string') {
    return Response.json({ error: 'A note is {"text": "…"}.' }, { status: 400 });
  }
  const note = { id: crypto.randomUUID(), text };
  notes.push(note);
  return Response.json(note, { status: 201 });
}
