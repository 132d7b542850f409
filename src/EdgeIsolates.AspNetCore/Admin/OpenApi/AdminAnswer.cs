using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>The answer of an endpoint that did what it was asked for.</summary>
internal sealed record AdminAnswer(int Status, string Description, AdminContent? Content = null)
{
    public static AdminAnswer Ok(string description, JsonTypeInfo type) => new(StatusCodes.Status200OK, description, AdminContent.Json(type));
}
