namespace EdgeIsolates.AspNetCore;

/// <summary>A type of bindings that Cloudflare and this runtime both have.</summary>
/// <param name="Type">Its name here.</param>
/// <param name="Settings">Its settings: their names there and here.</param>
internal sealed record WorkersBindingType(string Type, params IReadOnlyList<(string Theirs, string Ours)> Settings)
{
    /// <summary>A setting's name here; <see langword="null"/> when there is no such setting.</summary>
    public string? SettingOf(string theirs) => Settings.FirstOrDefault(setting => setting.Theirs == theirs).Ours;
}
