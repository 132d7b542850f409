namespace EdgeIsolates.AspNetCore;

/// <summary>The answer to a deploy that went through.</summary>
internal sealed record DeployAnswer(string Name, string Version, IReadOnlyList<string> Routes);
