using System.Text;

namespace EdgeIsolates.AspNetCore;

/// <summary>A message as it lies in its queue. Its body is text, or in base64 when its content type is none of text.</summary>
internal sealed record MessageDescription(
    string Id,
    DateTimeOffset SentAt,
    QueueContentType ContentType,
    string? Body,
    string? BodyBase64,
    int Attempts,
    DateTimeOffset DueAt,
    bool IsInFlight)
{
    public static MessageDescription Of(StoredMessage stored, DateTimeOffset now)
    {
        QueueMessage message = stored.Message;
        bool isText = message.ContentType is QueueContentType.Json or QueueContentType.Text;
        return new MessageDescription(
            message.Id,
            message.SentAt,
            message.ContentType,
            isText ? Encoding.UTF8.GetString(message.Body.Span) : null,
            isText ? null : Convert.ToBase64String(message.Body.Span),
            stored.Attempts,
            stored.DueAt,
            stored.IsInFlight && stored.DueAt > now);
    }
}
