namespace EdgeIsolates.Hostile.Tests.Host;

/// <summary>What one request, or a refused deploy, came to.</summary>
internal sealed record CallResult(string Outcome, int Status, string Body, double CpuMs, double WallMs);
