using System.Globalization;

namespace EdgeIsolates.Load;

/// <summary>The functions that the host deploys: thousands of well-behaved ones, or a good one beside one that burns.</summary>
internal static class LoadFunctions
{
    // What many functions are: a small router, JSON in and out, some state of its own.
    private const string Good = """
        const NAME = '{{name}}';
        const routes = new Map([
          ['GET /', () => ({ name: NAME })],
          ['GET /items', url => ({ items: Array.from({ length: 20 }, (_, id) => ({ id, title: `Item ${id} of ${NAME}`, tags: ['a', 'b'] })), page: Number(url.searchParams.get('page') ?? 1) })],
          ['POST /items', async (url, request) => ({ created: await request.json() })],
        ]);
        let served = 0;
        export default {
          async fetch(request) {
            const url = new URL(request.url);
            const path = url.pathname.replace(/^\/f\/[^/]+/, '') || '/';
            const route = routes.get(`${request.method} ${path}`);
            if (!route) return new Response('There is nothing here.', { status: 404 });
            served++;
            return Response.json({ served, ...await route(url, request) }, { headers: { 'cache-control': 'no-store' } });
          },
        };
        """;

    private const string Burning = "export default { fetch() { for (;;); } }";

    public static string Path(string name) => $"/f/{name}/items?page=2";

    public static IEnumerable<FunctionDeployment> For(LoadArguments arguments)
    {
        for (int i = 0; i < arguments.Number("functions", 0); i++)
        {
            yield return Deployment(i.ToString(CultureInfo.InvariantCulture), Good);
        }

        int cpu = arguments.Number("cpu-ms", 0);
        if (cpu > 0)
        {
            yield return Deployment("good", Good);
            yield return Deployment("noisy", Burning) with { Config = new FunctionConfig { CpuMs = cpu } };
        }
    }

    private static FunctionDeployment Deployment(string name, string code) =>
        FunctionDeployment.FromCode($"f{name}", code.Replace("{{name}}", name, StringComparison.Ordinal), $"/f/{name}/*");
}
