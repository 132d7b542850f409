using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace EdgeIsolates.AspNetCore;

/// <summary>A deploy whose body is the JavaScript itself; the rest comes in the query: <c>?route=/a/*&amp;route=/b&amp;message=…&amp;trafficPercent=10&amp;by=…</c>.</summary>
internal static class BareDeploy
{
    public const string MainModule = "index.js";

    public static (FunctionDeployment? Deployment, AdminProblem? Problem) Read(HttpContext context, string name, ReadOnlyMemory<byte> source)
    {
        IQueryCollection query = context.Request.Query;
        string percent = query["trafficPercent"].ToString();
        FunctionDeployment deployment = new()
        {
            Name = name,
            Modules = [new EdgeModule(MainModule, EdgeModuleKind.JavaScript, source)],
            Routes = [.. query["route"].OfType<string>()],
            Message = query["message"].ToString(),
            DeployedBy = AdminCaller.Of(context),
        };
        if (percent.Length == 0)
        {
            return (deployment, null);
        }

        return int.TryParse(percent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int share)
            ? (deployment with { TrafficPercent = share }, null)
            : (null, AdminProblem.BadRequest("trafficPercent is a whole number."));
    }

    public static bool Fits(MediaTypeHeaderValue? type) =>
        type is not null && type.SubTypeWithoutSuffix.Value is "javascript" or "x-javascript" or "ecmascript" && type.Type.Value is "text" or "application";
}
