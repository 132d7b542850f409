namespace EdgeIsolates.AspNetCore;

/// <summary>An endpoint of the admin API, as the OpenAPI document tells it.</summary>
/// <param name="Method">The HTTP method, in capitals.</param>
/// <param name="Path">The path below the API's prefix, with parameters in braces.</param>
/// <param name="Operation">What it does.</param>
internal sealed record AdminEndpoint(string Method, string Path, AdminOperation Operation);
