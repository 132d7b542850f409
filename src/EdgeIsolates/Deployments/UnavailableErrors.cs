namespace EdgeIsolates.Deployments;

/// <summary>The errors of functions that cannot be called: one clear sentence each.</summary>
internal static class UnavailableErrors
{
    public static EdgeError NotFound(string name) => EdgeError.WithoutPlace("NotFoundError", $"There is no function named {name}.");

    public static EdgeError Disabled(string name) => EdgeError.WithoutPlace("DisabledError", $"The function {name} is switched off.");

    public static EdgeError Elsewhere(string name, FunctionConfig config, string region) => EdgeError.WithoutPlace(
        "RegionError",
        $"The function {name} runs in {string.Join(", ", config.Regions)} only, and this is {region}: calls between functions do not leave their region.");

    public static EdgeError Store(StoreUnavailableException exception) =>
        EdgeError.WithoutPlace("StoreUnavailableError", $"The function's code is not in memory, and its store does not answer: {exception.Message}");

    public static EdgeError Version(VersionUnavailableException exception) => EdgeError.WithoutPlace("VersionUnavailableError", exception.Message);
}
