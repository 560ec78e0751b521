namespace Pabal.Smtp.Server;

/// <summary>What the server says of its own accord. None of it repeats what the client sent.</summary>
internal static class Replies
{
    public static readonly SmtpReply Help = new(214, "2.0.0", "EHLO HELO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT");
    public static readonly SmtpReply Bye = new(221, "2.0.0", "bye");
    public static readonly SmtpReply LoggedIn = new(235, "2.7.0", "welcome");
    public static readonly SmtpReply Ok = new(250, "2.0.0", "ok");
    public static readonly SmtpReply ChunkTaken = new(250, "2.0.0", "chunk ok");
    public static readonly SmtpReply RecipientAgain = new(250, "2.1.5", "recipient ok, again");
    public static readonly SmtpReply NotVerified = new(252, "2.0.0", "not verified; send and see");

    public static readonly SmtpReply ShuttingDown = new(421, "4.3.2", "shutting down, try again later");
    public static readonly SmtpReply Overloaded = new(421, "4.3.2", "too many connections, try again later");
    public static readonly SmtpReply TooManyFromAddress = new(421, "4.7.0", "too many connections from your address");
    public static readonly SmtpReply TimedOut = new(421, "4.4.2", "you took too long");
    public static readonly SmtpReply TooManyErrors = new(421, "4.7.0", "too many errors");
    public static readonly SmtpReply TooIdle = new(421, "4.7.0", "too many commands that move no mail");
    public static readonly SmtpReply TooManyLogins = new(421, "4.7.0", "too many failed logins");
    public static readonly SmtpReply NoHttp = new(421, "4.7.0", "this is no HTTP server");
    public static readonly SmtpReply BrokenSession = new(421, "4.3.0", "local error, try again later");
    public static readonly SmtpReply LocalError = new(451, "4.3.0", "local error, try again later");
    public static readonly SmtpReply TooManyRecipients = new(452, "4.5.3", "too many recipients, send to the rest in another message");

    public static readonly SmtpReply LineTooLong = new(500, "5.5.2", "line too long");
    public static readonly SmtpReply BareLineFeed = new(500, "5.5.2", "a line ends with CR LF");
    public static readonly SmtpReply Unknown = new(500, "5.5.1", "no such command");
    public static readonly SmtpReply BadLogin = new(501, "5.5.2", "not the base64 this login takes");
    public static readonly SmtpReply LoginCancelled = new(501, "5.7.0", "login cancelled");
    public static readonly SmtpReply NeedsArgument = new(501, "5.5.4", "an argument is missing");
    public static readonly SmtpReply NotImplemented = new(502, "5.5.1", "not available here");
    public static readonly SmtpReply HelloFirst = new(503, "5.5.1", "say EHLO first");
    public static readonly SmtpReply MailFirst = new(503, "5.5.1", "say MAIL first");
    public static readonly SmtpReply InTransaction = new(503, "5.5.1", "not inside a transaction");
    public static readonly SmtpReply ContentBegan = new(503, "5.5.1", "the message has begun: go on with BDAT");
    public static readonly SmtpReply BinaryByChunks = new(503, "5.5.1", "binary content comes by BDAT");
    public static readonly SmtpReply NoRecipient = new(503, "5.5.1", "no valid recipients");
    public static readonly SmtpReply AlreadyTls = new(503, "5.5.1", "TLS is already on");
    public static readonly SmtpReply AlreadyIn = new(503, "5.5.1", "you have logged in already");
    public static readonly SmtpReply NoMechanism = new(504, "5.5.4", "no such mechanism");
    public static readonly SmtpReply NeedsTls = new(530, "5.7.0", "say STARTTLS first");
    public static readonly SmtpReply NeedsLogin = new(530, "5.7.0", "log in first");
    public static readonly SmtpReply WrongLogin = new(535, "5.7.8", "wrong user name or password");
    public static readonly SmtpReply LoginNeedsTls = new(538, "5.7.11", "not in clear: say STARTTLS first");
    public static readonly SmtpReply BareNewline = new(550, "5.6.11", "the message has a CR or LF on its own");
    public static readonly SmtpReply TooBig = new(552, "5.3.4", "the message is too big");
    public static readonly SmtpReply NeedsUtf8 = new(553, "5.6.7", "such an address needs SMTPUTF8");
    public static readonly SmtpReply NoRecipients = new(554, "5.5.1", "no valid recipients");
    public static readonly SmtpReply Smuggled = new(554, "5.5.1", "nothing may follow STARTTLS before the handshake");
    public static readonly SmtpReply Improper = new(554, "5.5.1", "wait for the reply");
    public static readonly SmtpReply NoSuchDemand = new(555, "5.5.4", "a parameter of an extension that is not offered");
    public static readonly SmtpReply HeldTooLong = new(501, "5.7.5", "nothing is held for so long");
    public static readonly SmtpReply NoBinary = new(555, "5.5.4", "BINARYMIME is not offered");
}
