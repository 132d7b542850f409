// expect: deployFailed
// why: burns in a static block of a class at start-up
class Burner { static { for (;;); } }
export default { fetch() { return new Response(String(Burner)); } };
