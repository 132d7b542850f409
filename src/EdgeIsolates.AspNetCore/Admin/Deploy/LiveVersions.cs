namespace EdgeIsolates.AspNetCore;

internal static class LiveVersions
{
    /// <summary>The newest of the versions of a function that get requests; <see langword="null"/> when there is no such function.</summary>
    public static FunctionVersion? FindNewest(this IEdgeFunctions functions, string name) => functions.Find(name)?.Traffic.MaxBy(static share => share.Version.Number)?.Version;
}
