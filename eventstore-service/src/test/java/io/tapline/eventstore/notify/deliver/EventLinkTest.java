package io.tapline.eventstore.notify.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventLinkTest {
  private static String link(String more, String node) {
    String json =
        """
        {"Format": "IDEA0", "ID": "a", "DetectTime": "2026-03-01T10:00:00Z", "Category": ["Test"],
         "Source": [{"IP4": ["192.0.2.1", "192.0.2.8-192.0.2.9"]}], "Target": [{"IP6": ["2001:db8::/32"]}],
         "Node": [{"Name": "%s"}]%s}\
        """
            .formatted(node, more);
    String link =
        new EventLink("http://console").of(new IdeaParser(IdeaLimits.DEFAULT).parse(json));
    return URLDecoder.decode(link, StandardCharsets.UTF_8);
  }

  @Test
  void community_ids_are_asked_for_and_the_window_of_the_message_is_the_interval() {
    String more =
        """
        , "WinStartTime": "2026-03-01T09:55:00Z", "WinEndTime": "2026-03-01T10:00:00Z",
        "_Tapline": {"CommunityID": ["1:abc=", "1:d+/f=", "no \\" id"]}\
        """;
    assertThat(link(more, "io.tapline.report"))
        .isEqualTo(
            "http://console/?tab=connections&from=2026-03-01T09:55:00Z&to=2026-03-01T10:00:00Z"
                + "&filter=community_id = \"1:abc=\" OR community_id = \"1:d+/f=\"");
  }

  @Test
  void a_filter_comes_first_where_our_own_detections_wrote_it() {
    String more =
        """
        , "_Tapline": {"Filter": "client = 192.0.2.1", "CommunityID": ["1:abc="]}\
        """;
    assertThat(link(more, "io.tapline.report")).endsWith("&filter=client = 192.0.2.1");
    assertThat(link(more, "org.example"))
        .endsWith("&filter=community_id = \"1:abc=\"")
        .contains("from=2026-03-01T09:55:00Z&to=2026-03-01T10:05:00Z");
  }

  @Test
  void a_filter_that_is_too_long_for_a_link_gives_way_to_the_addresses() {
    String addresses = "&filter=(host = 192.0.2.1) AND (host = 2001:db8::/32)";
    String filter = "x".repeat(EventLink.MAX_FILTER + 1);
    String more = ", \"_Tapline\": {\"Filter\": \"%s\"}".formatted(filter);
    assertThat(link(more, "io.tapline.report")).endsWith(addresses);
    String id = "1".repeat(EventLink.MAX_FILTER);
    String ids = ", \"_Tapline\": {\"CommunityID\": [\"%s\"]}".formatted(id);
    assertThat(link(ids, "io.tapline.report")).endsWith(addresses);
  }
}
