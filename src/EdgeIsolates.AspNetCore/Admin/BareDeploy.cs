using Microsoft.Extensions.Primitives;

namespace EdgeIsolates.AspNetCore;

/// <summary>A deploy whose body is the JavaScript itself; routes come in the query: <c>?route=/a/*&amp;route=/b</c>.</summary>
internal static class BareDeploy
{
    public const string MainModule = "index.js";

    public static FunctionDeployment ToDeployment(string name, ReadOnlyMemory<byte> source, StringValues routes) => new()
    {
        Name = name,
        Modules = [new EdgeModule(MainModule, EdgeModuleKind.JavaScript, source)],
        Routes = [.. routes.OfType<string>()],
    };
}
