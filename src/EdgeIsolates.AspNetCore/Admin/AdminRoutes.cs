using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeIsolates.AspNetCore;

/// <summary>Where the parts of the admin API map their endpoints: every one of them guarded, and said in the OpenAPI document.</summary>
internal sealed class AdminRoutes(RouteGroupBuilder group, AdminGuard guard)
{
    private readonly List<AdminEndpoint> _endpoints = [];

    /// <summary>What is mapped so far and belongs into the OpenAPI document.</summary>
    public IReadOnlyList<AdminEndpoint> Endpoints => _endpoints;

    public void Get(string pattern, RequestDelegate serve, AdminOperation operation) => Map(HttpMethods.Get, pattern, guard.Protect(serve), operation);

    public void Put(string pattern, RequestDelegate serve, AdminOperation operation) => Map(HttpMethods.Put, pattern, guard.Protect(serve), operation);

    public void Post(string pattern, RequestDelegate serve, AdminOperation operation) => Map(HttpMethods.Post, pattern, guard.ProtectPost(serve), operation);

    public void Patch(string pattern, RequestDelegate serve, AdminOperation operation) => Map(HttpMethods.Patch, pattern, guard.Protect(serve), operation);

    public void Delete(string pattern, RequestDelegate serve, AdminOperation operation) => Map(HttpMethods.Delete, pattern, guard.Protect(serve), operation);

    /// <summary>Maps something that is no part of the API: a page, or what answers when nothing else does.</summary>
    public void Unlisted(string pattern, RequestDelegate serve, params IReadOnlyList<string> methods)
    {
        RequestDelegate guarded = guard.Protect(serve);
        Mark(methods.Count == 0 ? group.Map(pattern, guarded) : group.MapMethods(pattern, methods, guarded));
    }

    private void Map(string method, string pattern, RequestDelegate guarded, AdminOperation operation)
    {
        _endpoints.Add(new AdminEndpoint(method, pattern, operation));
        Mark(group.MapMethods(pattern, [method], guarded));
    }

    private static void Mark(IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(AdminMark.Instance);
}
