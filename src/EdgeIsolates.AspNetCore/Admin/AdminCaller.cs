using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Who asks for a change, for the history: the signed-in user; else what the request says of itself.</summary>
internal static class AdminCaller
{
    private const int LongestName = 200;

    public static string Of(HttpContext context, string? said = null)
    {
        string name = context.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } user } ? user : said ?? context.Request.Query["by"].ToString();
        return name.Length <= LongestName ? name : name[..LongestName];
    }
}
