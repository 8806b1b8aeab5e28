package io.tapline.eventstore.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.group.AbuseGroup;
import io.tapline.eventstore.group.AttachmentKinds;
import io.tapline.eventstore.group.GroupSettings;
import io.tapline.eventstore.group.ReportLanguage;
import io.tapline.eventstore.group.ReportMode;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaParser;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.reporter.ReportMaker.Occasion;
import io.tapline.eventstore.reporter.WindowReview.Reviewed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Label, subject, text and files of a report. */
class ReportTextTest {
  private static final Instant MADE = Instant.parse("2026-07-26T10:00:03Z");
  private static final String MESSAGE =
      """
      {"Format": "IDEA0", "ID": "one", "DetectTime": "2026-07-26T09:10:00Z",
       "EventTime": "2026-07-26T09:00:00Z", "CeaseTime": "2026-07-26T09:09:00Z",
       "Category": ["Attempt.Login"], "Description": "=cmd; \\"quoted\\"", "Note": "a;b",
       "FlowCount": 7, "ByteCount": 1000, "PacketCount": 10,
       "Source": [{"IP4": ["192.0.2.9", "192.0.2.10"], "Proto": ["TCP", "ssh"], "Port": [4000],
                   "Hostname": ["evil.example.org"]},
                  {"IP4": ["192.0.2.7"], "Port": [5000]}],
       "Target": [{"IP4": ["198.51.100.1"], "Port": [22], "Email": ["a@example.org"]}],
       "Node": [{"Name": "first"}, {"Name": "last"}],
       "_CESNET": {"EventClass": "brute-force-ssh", "EventSeverity": "high"}}""";

  private static GroupSettings settings(
      ReportLanguage language, boolean compress, long maxBytes, String zone) {
    return new GroupSettings(
        ReportMode.BOTH,
        AttachmentKinds.ALL,
        Map.of(),
        false,
        false,
        List.of(),
        compress,
        maxBytes,
        Map.of(),
        language,
        ZoneId.of(zone));
  }

  private static List<Report> reports(GroupSettings settings) {
    IdeaMessage idea = new IdeaParser(IdeaLimits.DEFAULT).parse(MESSAGE);
    List<AddressRange> sources = idea.source().addresses().subList(0, 2);
    Aggregation aggregation = new Aggregation();
    KeptMessages kept = new KeptMessages(settings.maxAttachmentBytes());
    for (int i = 0; i < 2; i++) {
      aggregation.add(idea.eventClass(), sources, IdeaDocument.parse(MESSAGE));
      kept.add(idea, sources);
    }
    RunCounts counts = new RunCounts(3, 2, 1, 2, 0, 0, new TreeMap<>(Map.of("lab", 1L)));
    Reviewed reviewed = new Reviewed(counts, new TreeMap<>(), aggregation.build(), kept);
    AbuseGroup group = new AbuseGroup("abuse@example.org", false, List.of(), settings);
    ReportWindow window =
        new ReportWindow(
            Instant.parse("2026-07-26T09:50:00Z"), Instant.parse("2026-07-26T10:00:00Z"));
    Occasion occasion = new Occasion(group, Severity.HIGH, window, MADE, true);
    return new ReportMaker(occasion, new Random(5)).make(reviewed);
  }

  @Test
  void a_summary_says_who_what_when_and_how_much() {
    Report summary =
        reports(settings(ReportLanguage.EN, false, 100_000, "Europe/Prague")).getFirst();
    assertThat(summary.label()).matches("M20260726SH-[0-9A-Z]{5}");
    assertThat(summary.subject())
        .isEqualTo(
            "[%s] high - Notice about possible problems in your network"
                .formatted(summary.label()));
    assertThat(summary.text())
        .isEqualTo(
            """
            Dear colleagues.

            We have been told of possible problems that come from your network. This is report LABEL about
            events of severity high that we received from 2026-07-26 11:50:00 until 2026-07-26 12:00:00 (Europe/Prague).

            Group:     abuse@example.org
            Events:    2
            Sources:   2
            Events kept out by filters: 1.

            brute-force-ssh
              192.0.2.9
                seen from 2026-07-26 11:00:00 to 2026-07-26 11:09:00, events: 2, connections: about 6
                ports: 4000; target ports: 22; protocols: ssh tcp
              192.0.2.10
                seen from 2026-07-26 11:00:00 to 2026-07-26 11:09:00, events: 2, connections: about 6
                ports: 4000; target ports: 22; protocols: ssh tcp

            Attached files:
              security-report-LABEL.json, messages: 2
              security-report-LABEL.csv, messages: 2

            Please look into it. Further events of the same kind from the same sources are not reported
            until their quiet time has passed.
            """
                .replace("LABEL", summary.label()));
  }

  @Test
  void the_aggregation_has_the_numbers_of_all_messages_about_a_source() {
    SourceSummary source =
        reports(settings(ReportLanguage.EN, false, 100_000, "UTC"))
            .getFirst()
            .classes()
            .getFirst()
            .sources()
            .getFirst();
    assertThat(source)
        .isEqualTo(
            new SourceSummary(
                "192.0.2.9",
                Instant.parse("2026-07-26T09:00:00Z"),
                Instant.parse("2026-07-26T09:09:00Z"),
                2,
                1,
                6,
                0,
                14,
                20,
                2_000,
                new SourceDetails(
                    List.of("evil.example.org"),
                    List.of(),
                    List.of(4000),
                    List.of("ssh", "tcp"),
                    List.of(),
                    List.of()),
                new SourceDetails(
                    List.of(),
                    List.of(),
                    List.of(22),
                    List.of(),
                    List.of(),
                    List.of("a@example.org"))));
  }

  @Test
  void there_is_an_extra_report_for_each_source_in_order_that_belongs_to_the_summary() {
    List<Report> reports = reports(settings(ReportLanguage.CS, false, 100_000, "UTC"));
    assertThat(reports).extracting(Report::source).containsExactly("", "192.0.2.10", "192.0.2.9");
    Report extra = reports.get(1);
    assertThat(extra.label()).matches("M20260726EH-[0-9A-Z]{5}");
    assertThat(extra.summaryLabel()).isEqualTo(reports.getFirst().label());
    assertThat(extra.subject())
        .isEqualTo(
            "[%s] high - Upozornění na možné problémy počítače 192.0.2.10"
                .formatted(extra.label()));
    assertThat(extra.text()).startsWith("Vážení kolegové.\n").doesNotContain("192.0.2.9\n");
  }

  @Test
  void a_line_of_csv_is_quoted_and_no_formula() {
    ReportFile csv =
        reports(settings(ReportLanguage.EN, false, 100_000, "UTC")).get(1).files().get(1);
    assertThat(new String(csv.data(), StandardCharsets.UTF_8).lines().skip(1).distinct())
        .containsExactly(
            "2026-07-26T09:10:00Z;192.0.2.10;4000 5000;198.51.100.1;22;TCP ssh;brute-force-ssh;"
                + "Attempt.Login;high;;last;\"'=cmd; \"\"quoted\"\"\";\"a;b\";one");
  }

  @Test
  void a_file_has_as_many_messages_as_its_limit_allows_and_says_what_is_left_out() {
    long limit = MESSAGE.length() + 10L;
    Report summary = reports(settings(ReportLanguage.EN, false, limit, "UTC")).getFirst();
    ReportFile json = summary.files().getFirst();
    assertThat(json.data()).hasSizeLessThanOrEqualTo((int) limit);
    assertThat(json.events()).isEqualTo(1);
    assertThat(json.omitted()).isEqualTo(1);
    assertThat(new String(json.data(), StandardCharsets.UTF_8))
        .isEqualTo("[\n" + MESSAGE + "\n]\n");
    assertThat(summary.text())
        .contains(".json, messages: 1; 1 left out, because the file would be too large");
  }

  @Test
  void a_compressed_file_is_a_zip_archive_of_the_file() throws IOException {
    ReportFile file =
        reports(settings(ReportLanguage.EN, true, 100_000, "UTC")).getFirst().files().getFirst();
    assertThat(file.name()).endsWith(".json.zip");
    assertThat(file.mediaType()).isEqualTo("application/zip");
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file.data()))) {
      ZipEntry entry = zip.getNextEntry();
      assertThat(entry.getName() + ".zip").isEqualTo(file.name());
      assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).contains(MESSAGE);
    }
  }
}
