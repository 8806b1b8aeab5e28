package io.tapline.standalone.command;

import io.tapline.rpc.auth.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapline token create}: the token alone on the standard output. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a token and prints it. It is shown once; the file keeps its hash.",
    footer = {"", "Example: (umask 077; tapline token create alice --role analyst > alice.token)"})
final class TokenCreateCommand implements Runnable {
  private static final Pattern LENGTH = Pattern.compile("([1-9]\\d{0,4})([mhd])");

  @Parameters(paramLabel = "NAME", description = "Whose token it is, as the audit shows it.")
  String name;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "One of viewer, analyst, operator, admin.")
  String role;

  @Option(
      names = "--expires",
      paramLabel = "LENGTH",
      description = "How long it is valid, such as 12h or 90d (default: until it is revoked).")
  @Nullable String expires;

  @Mixin TokensOption tokens;
  @Spec CommandSpec spec;

  @Override
  public void run() {
    Role granted = Role.of(role).orElseThrow(() -> usage("'" + role + "' is no role."));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    @Nullable Instant end = expires == null ? null : now.plus(length(expires));
    tokens.prepare();
    String token = tokens.with(file -> file.create(name, granted, now, end, new SecureRandom()));
    spec.commandLine().getOut().println(token);
    spec.commandLine()
        .getErr()
        .printf(
            "This is the token of %s (%s, expires %s), shown once; its hash is in %s.%n",
            name, granted.word(), end == null ? "never" : end, tokens.path());
  }

  private Duration length(String text) {
    Matcher matcher = LENGTH.matcher(text);
    if (!matcher.matches()) {
      throw usage("'" + text + "' is no length; write 30m, 12h or 90d.");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
