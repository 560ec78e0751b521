namespace Pabal.Mime;

/// <summary>What became of a message for one recipient (RFC 3464 2.3.3).</summary>
public enum DeliveryAction
{
    /// <summary>Nothing that the standard knows; only in what is read.</summary>
    Unknown,

    /// <summary>It could not be delivered, and is given up.</summary>
    Failed,

    /// <summary>It could not be delivered yet; no action is needed.</summary>
    Delayed,

    /// <summary>It lies in the mailbox.</summary>
    Delivered,

    /// <summary>It went on to a system that sends no reports.</summary>
    Relayed,

    /// <summary>It went on to several addresses in place of this one.</summary>
    Expanded,
}
