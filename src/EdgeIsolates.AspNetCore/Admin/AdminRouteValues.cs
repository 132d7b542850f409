using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeIsolates.AspNetCore;

internal static class AdminRouteValues
{
    /// <summary>The function's name in the path.</summary>
    public static string FunctionName(this HttpContext context) => (string)context.GetRouteValue("name")!;

    /// <summary>The queue's name in the path.</summary>
    public static string QueueName(this HttpContext context) => (string)context.GetRouteValue("queue")!;

    /// <summary>The secret's name in the path.</summary>
    public static string SecretKey(this HttpContext context) => (string)context.GetRouteValue("key")!;
}
