using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.Hostile.Tests.Scripting;

/// <summary>Text too large to keep in a file: something so many times, a middle, something else so many times.</summary>
internal sealed record GeneratedText(int Times, string Before, string Middle = "", string After = "")
{
    public static string Of(string json) =>
        (JsonSerializer.Deserialize<GeneratedText>(json, JsonSerializerOptions.Web) ?? throw new InvalidDataException(json)).ToText();

    private string ToText()
    {
        StringBuilder text = new(Times * (Before.Length + After.Length));
        for (int i = 0; i < Times; i++)
        {
            text.Append(Before.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        text.Append(Middle);
        for (int i = 0; i < Times; i++)
        {
            text.Append(After);
        }

        return text.ToString();
    }
}
