namespace EdgeIsolates;

/// <summary>What the body of a message is.</summary>
public enum QueueContentType
{
    /// <summary>JSON text.</summary>
    Json,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A value in V8's structured clone format.</summary>
    V8,
}
