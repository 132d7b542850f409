namespace EdgeIsolates;

/// <summary>The script failed while it was sending the body of its answer. The status and the headers are out already: the connection should be broken off.</summary>
/// <param name="error">What went wrong, with the place in the tenant's source.</param>
public sealed class EdgeBodyException(EdgeError error) : IOException(error.Message)
{
    /// <summary>What went wrong.</summary>
    public EdgeError Error { get; } = error;
}
