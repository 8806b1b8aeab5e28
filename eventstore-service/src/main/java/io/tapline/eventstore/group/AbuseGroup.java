package io.tapline.eventstore.group;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.mail.MailAddress;
import java.util.List;
import java.util.Objects;

/**
 * Those who are responsible for some networks.
 *
 * @param name usually a mail address
 * @param disabled nothing is reported to it; its networks stay its own
 */
public record AbuseGroup(
    String name, boolean disabled, List<AddressRange> networks, GroupSettings settings) {
  public AbuseGroup {
    networks = List.copyOf(networks);
  }

  /**
   * Who is sent a report that is to be sent; nobody where only a name without an address is known.
   */
  public List<String> recipients(Severity severity) {
    if (!settings.redirectTo().isEmpty()) {
      return settings.redirectTo();
    }
    List<String> named = MailAddress.isValid(name) ? List.of(name) : List.of();
    List<String> all = settings.recipients().getOrDefault(Severity.UNSPECIFIED, named);
    return Objects.requireNonNull(settings.recipients().getOrDefault(severity, all));
  }
}
