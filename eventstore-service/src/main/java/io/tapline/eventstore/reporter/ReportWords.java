package io.tapline.eventstore.reporter;

import io.tapline.eventstore.group.ReportLanguage;
import io.tapline.eventstore.idea.Severity;
import java.util.Locale;

/**
 * The sentences of a report in one language; the places are filled in by {@link ReportText}.
 *
 * @param greeting first line
 * @param networkSubject severity
 * @param hostSubject severity, source
 * @param opening label, severity, from, until, time zone
 * @param relapsed events that came back
 * @param seen first, last, events, connections
 * @param more sources that are not listed
 * @param filtered events that filters kept out
 * @param file name, messages
 * @param omitted messages that are left out
 */
record ReportWords(
    String greeting,
    String networkSubject,
    String hostSubject,
    String opening,
    String group,
    String events,
    String sources,
    String host,
    String relapsed,
    String seen,
    String ports,
    String targetPorts,
    String protocols,
    String more,
    String filtered,
    String files,
    String file,
    String omitted,
    String closing) {

  private static final ReportWords EN =
      new ReportWords(
          "Dear colleagues.",
          "%s - Notice about possible problems in your network",
          "%s - Notice about possible problems regarding host %s",
          """
          We have been told of possible problems that come from your network. This is report %s about
          events of severity %s that we received from %s until %s (%s).""",
          "Group:",
          "Events:",
          "Sources:",
          "Host:",
          "%d of the events had been reported before and have come back.",
          "seen from %s to %s, events: %d, connections: about %d",
          "ports: %s",
          "target ports: %s",
          "protocols: %s",
          "... and %d more sources.",
          "Events kept out by filters: %d.",
          "Attached files:",
          "%s, messages: %d",
          "%d left out, because the file would be too large",
          """
          Please look into it. Further events of the same kind from the same sources are not reported
          until their quiet time has passed.""");

  private static final ReportWords CS =
      new ReportWords(
          "Vážení kolegové.",
          "%s - Upozornění na možné problémy ve Vaší síti",
          "%s - Upozornění na možné problémy počítače %s",
          """
          Dozvěděli jsme se o možných problémech, které pocházejí z Vaší sítě. Toto je hlášení %s o
          událostech se závažností %s, které jsme přijali od %s do %s (%s).""",
          "Skupina:",
          "Události:",
          "Zdroje:",
          "Počítač:",
          "Již dříve nahlášené události, které se vrátily: %d.",
          "pozorováno od %s do %s, události: %d, spojení: asi %d",
          "porty: %s",
          "cílové porty: %s",
          "protokoly: %s",
          "... a další zdroje: %d.",
          "Události vyřazené filtry: %d.",
          "Přiložené soubory:",
          "%s, zprávy: %d",
          "vynecháno: %d, protože by soubor byl příliš velký",
          """
          Prověřte je prosím. Další události stejného druhu ze stejných zdrojů nebudou hlášeny, dokud
          neuplyne doba klidu.""");

  static ReportWords of(ReportLanguage language) {
    return switch (language) {
      case EN -> EN;
      case CS -> CS;
    };
  }

  /** As events and subjects name it, in every language. */
  static String severity(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
