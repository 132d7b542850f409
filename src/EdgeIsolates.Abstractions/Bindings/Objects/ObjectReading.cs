using System.IO.Pipelines;

namespace EdgeIsolates;

/// <summary>An object that is read.</summary>
/// <param name="Object">What is known of it.</param>
/// <param name="Offset">Where the body begins in it.</param>
/// <param name="Length">How many bytes the body has.</param>
/// <param name="Body">Its bytes; <see langword="null"/> when the conditions do not hold. Whoever takes it completes it.</param>
public sealed record ObjectReading(StoredObject Object, long Offset, long Length, PipeReader? Body);
