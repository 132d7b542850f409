using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeIsolates.AspNetCore;

internal static class AdminRouteValues
{
    /// <summary>The function's name in the path.</summary>
    public static string FunctionName(this HttpContext context) => (string)context.GetRouteValue("name")!;

    /// <summary>The bucket's name in the path.</summary>
    public static string BucketName(this HttpContext context) => (string)context.GetRouteValue("bucket")!;

    /// <summary>The database's id in the path.</summary>
    public static string DatabaseId(this HttpContext context) => (string)context.GetRouteValue("database")!;

    /// <summary>The namespace's id in the path.</summary>
    public static string NamespaceId(this HttpContext context) => (string)context.GetRouteValue("namespace")!;

    /// <summary>The queue's name in the path.</summary>
    public static string QueueName(this HttpContext context) => (string)context.GetRouteValue("queue")!;

    /// <summary>The secret's name in the path.</summary>
    public static string SecretKey(this HttpContext context) => (string)context.GetRouteValue("key")!;
}
