package io.tapline.eventstore.idea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.eventstore.Reason;
import io.tapline.rpc.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdeaParserTest {
  private final IdeaParser parser = new IdeaParser(IdeaLimits.DEFAULT);

  @Test
  void the_least_message_has_no_severity_and_is_keyed_by_its_categories_without_a_source() {
    IdeaMessage idea = parser.parse(idea(""));
    assertThat(idea.severity()).isEqualTo(Severity.UNSPECIFIED);
    assertThat(idea.thresholdKeys()).containsExactly("Recon.Scanning/Test+++");
  }

  @Test
  void keys_have_the_source_as_the_message_writes_it_and_name_it_once() {
    IdeaMessage idea =
        parser.parse(
            idea(
                """
                , "Source": [{"IP6": ["2001:DB8:0:0::1", "2001:db8::1/128"]}, {"IP4": ["10.0.0.0/31", "10.0.0.0/31"]}],
                "_CESNET": {"EventClass": "Scan"}"""));
    assertThat(idea.thresholdKeys())
        .containsExactly("scan+++10.0.0.0/31", "scan+++2001:DB8:0:0::1", "scan+++2001:db8::1/128");
    assertThat(idea.source().addresses())
        .extracting(AddressRange::text)
        .containsExactly("2001:DB8:0:0::1", "2001:db8::1/128", "10.0.0.0/31", "10.0.0.0/31");
  }

  @Test
  void info_is_a_severity_of_its_own() {
    IdeaMessage idea = parser.parse(idea(", \"_CESNET\": {\"EventSeverity\": \"Info\"}"));
    assertThat(idea.severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void columns_cannot_hold_null_characters_but_the_text_keeps_them() {
    String json = idea(", \"Description\": \"a\\u0000b\"");
    assertThat(parser.parse(json).description()).isEqualTo("a\uFFFDb");
    assertThat(parser.parse(json).json()).isEqualTo(json);
  }

  @Test
  void our_own_annotations_count_where_mentats_are_missing() {
    IdeaMessage idea =
        parser.parse(
            idea(
                """
                , "_CESNET": {"EventClass": "A"}, "_Tapline": {"EventClass": "b", "EventSeverity": "High"}"""));
    assertThat(idea.eventClass()).isEqualTo("a");
    assertThat(idea.severity()).isEqualTo(Severity.HIGH);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z",
    "2026-03-01 12:00:00, 2026-03-01T12:00:00Z",
    "2026-03-01t12:00:00.123456789012z, 2026-03-01T12:00:00.123456Z",
    "2026-03-01T12:00:00+01:30, 2026-03-01T10:30:00Z",
  })
  void times_are_utc_in_microseconds(String text, Instant expected) {
    String json = idea("").replace("2026-03-01T12:00:00Z", text);
    assertThat(parser.parse(json).detectTime()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | idea_json",
        "{\"Format\": \"IDEA0\", \"Format\": \"IDEA0\"} | idea_json",
        "{} {} | idea_json",
        "{\"a\": | idea_json",
        "{} | Format",
        "{\"Format\": \"IDEA1\"} | Format",
        "{\"Format\": \"IDEA0\"} | ID",
      })
  void what_is_not_idea_is_refused(String json, String field) {
    assertRefused(json, field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ID\": \"a\" | \"ID\": \"a b\" | ID",
        "\"ID\": \"a\" | \"ID\": \"a\\u0000\" | ID",
        "\"ID\": \"a\" | \"ID\": 7 | ID",
        "2026-03-01T | 2026-02-30T | DetectTime",
        "2026-03-01T | 0000-03-01T | DetectTime",
        "[\"Recon.Scanning\", \"Test\"] | [] | Category",
        "[\"Recon.Scanning\", \"Test\"] | [\"\"] | Category[0]",
        "[\"Recon.Scanning\", \"Test\"] | \"Test\" | Category",
        "\"Test\"] | \"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\"] | Category",
      })
  void a_required_field_that_is_wrong_is_refused_by_name(String is, String was, String field) {
    assertRefused(idea("").replace(is, was), field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Source\": {} | Source",
        "\"Source\": [7] | Source[0]",
        "\"Source\": [{}, {\"IP4\": [\"1.2.3.4\", \"1.2.3\"]}] | Source[1].IP4[1]",
        "\"Source\": [{\"IP4\": [\"::1\"]}] | Source[0].IP4[0]",
        "\"Source\": [{\"IP4\": [\"1.2.3.256\"]}] | Source[0].IP4[0]",
        "\"Source\": [{\"IP4\": [\"1.2.3.4/33\"]}] | Source[0].IP4[0]",
        "\"Source\": [{\"IP4\": [\"1.2.3.4-1.2.3.3\"]}] | Source[0].IP4[0]",
        "\"Target\": [{\"IP6\": [\"1.2.3.4\"]}] | Target[0].IP6[0]",
        "\"Target\": [{\"IP6\": [\"::1-1.2.3.4\"]}] | Target[0].IP6[0]",
        "\"Target\": [{\"IP6\": [\"fe80::1%eth0\"]}] | Target[0].IP6[0]",
        "\"Target\": [{\"IP6\": [\"1::2::3\"]}] | Target[0].IP6[0]",
        "\"Target\": [{\"Port\": [65536]}] | Target[0].Port[0]",
        "\"Target\": [{\"Port\": [-1]}] | Target[0].Port[0]",
        "\"Target\": [{\"Port\": [\"80\"]}] | Target[0].Port[0]",
        "\"Target\": [{\"Proto\": \"tcp\"}] | Target[0].Proto",
        "\"Node\": [] | Node",
        "\"Node\": null | Node",
        "\"Node\": [{}] | Node[0].Name",
        "\"Node\": [{\"Name\": \"a\", \"SW\": \"x\"}] | Node[0].SW",
        "\"Node\": [{\"Name\": \" \"}] | Node[0].Name",
        "\"EventTime\": \"yesterday\" | EventTime",
        "\"CeaseTime\": 1 | CeaseTime",
        "\"ConnCount\": -1 | ConnCount",
        "\"ConnCount\": 1.5 | ConnCount",
        "\"WinEndTime\": \"noon\" | WinEndTime",
        "\"FlowCount\": \"7\" | FlowCount",
        "\"Confidence\": 1.5 | Confidence",
        "\"Confidence\": \"high\" | Confidence",
        "\"Note\": [] | Note",
        "\"Ref\": \"cve:CVE-1\" | Ref",
        "\"RelID\": [1] | RelID[0]",
        "\"Source\": [{\"Hostname\": \"a\"}] | Source[0].Hostname",
        "\"Source\": [{\"Spoofed\": \"yes\"}] | Source[0].Spoofed",
        "\"Target\": [{}, {\"ASN\": [\"AS1\"]}] | Target[1].ASN[0]",
        "\"Attach\": [{\"Size\": -1}] | Attach[0].Size",
        "\"Attach\": {} | Attach",
        "\"_CESNET\": {\"StorageTime\": \"now\"} | _CESNET.StorageTime",
        "\"Description\": {} | Description",
        "\"_CESNET\": [] | _CESNET",
        "\"_CESNET\": {\"EventSeverity\": \"bad\"} | _CESNET.EventSeverity",
        "\"_Tapline\": {\"EventClass\": 1} | _Tapline.EventClass",
      })
  void a_wrong_field_is_refused_with_its_path(String fields, String path) {
    assertRefused(idea(", " + fields), path);
  }

  @Test
  void the_storage_time_of_another_store_is_kept() {
    String json = idea(", \"_CESNET\": {\"StorageTime\": \"2017-04-05T10:21:39Z\"}");
    assertThat(parser.parse(json).storageTime()).isEqualTo("2017-04-05T10:21:39Z");
    assertThat(parser.parse(idea("")).storageTime()).isNull();
  }

  @Test
  void fields_that_the_format_does_not_name_are_free() {
    String json = idea(", \"Attach\": [{\"data\": \"a\\u0000\", \"datalen\": 2}], \"_X\": [[1]]");
    assertThat(parser.parse(json).json()).isEqualTo(json);
  }

  @Test
  void limits_hold() {
    IdeaParser small = new IdeaParser(new IdeaLimits(400, 5, 2));
    assertThat(small.parse(idea("")).id()).isEqualTo("a");
    assertReason(small, idea(", \"Note\": \"" + "x".repeat(400) + "\""), Reason.EVENT_TOO_LARGE);
    assertReason(
        small,
        idea(", \"Source\": [{\"IP4\": [\"1.1.1.1\", \"1.1.1.2\", \"1.1.1.3\"]}]"),
        Reason.EVENT_TOO_LARGE);
    assertReason(small, idea(", \"Deep\": [[[[[[1]]]]]]"), Reason.INVALID_IDEA);
    assertReason(
        parser, idea("").replace("\"a\"", "\"" + "x".repeat(257) + "\""), Reason.INVALID_IDEA);
    assertReason(parser, "[".repeat(1_000_000), Reason.INVALID_IDEA);
  }

  private void assertRefused(String json, String field) {
    assertThatThrownBy(() -> parser.parse(json))
        .isInstanceOfSatisfying(
            Refusal.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.INVALID_IDEA);
              assertThat(refused.details()).containsEntry("field", field);
              assertThat(refused).hasMessageStartingWith(field + " ");
            });
  }

  private static void assertReason(IdeaParser parser, String json, Reason reason) {
    assertThatThrownBy(() -> parser.parse(json))
        .isInstanceOfSatisfying(
            Refusal.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  private static String idea(String more) {
    return """
        {"Format": "IDEA0", "ID": "a", "DetectTime": "2026-03-01T12:00:00Z",
         "Category": ["Recon.Scanning", "Test"]%s%s}"""
        .formatted(
            more, more.contains("\"Node\"") ? "" : ", \"Node\": [{\"Name\": \"org.example.a\"}]");
  }
}
