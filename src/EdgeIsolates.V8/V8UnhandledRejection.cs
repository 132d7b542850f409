namespace EdgeIsolates.V8;

/// <summary>A promise that was rejected and that nobody handled.</summary>
/// <param name="RequestId">The request whose continuation rejected it; 0 when none.</param>
/// <param name="Exception">What it was rejected with.</param>
public readonly record struct V8UnhandledRejection(int RequestId, V8Exception Exception);
