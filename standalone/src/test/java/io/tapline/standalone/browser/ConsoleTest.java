package io.tapline.standalone.browser;

import static io.tapline.standalone.browser.ConsoleView.number;
import static io.tapline.standalone.browser.ConsoleView.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.ManagedChannel;
import io.tapline.flowlog.v1.CountConnectionsResponse;
import io.tapline.standalone.running.TaplineProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** One visit, from the empty log to the phone: each step goes on where the one before left off. */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleTest {
  private static final String FILTER_REFUSED = "the server responded with a status of 400";

  @TempDir static Path directory;
  private static TaplineProcess tapline;
  private static ManagedChannel channel;
  private static String console;
  private static Chromium page;
  private static ConsoleView view;
  private static LogAnswers log;
  private static final List<String> REQUESTED = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Chromium.installed().isPresent(),
        "Skipped: chromium and chromedriver are not on the PATH (Debian: chromium-driver).");
    tapline = TaplineProcess.start(directory.resolve("data"));
    console = tapline.console().toString();
    channel = tapline.connect();
    log = new LogAnswers(channel);
    page = Chromium.start(directory.resolve("profile"));
    view = new ConsoleView(page);
  }

  @AfterAll
  static void stop() {
    if (page != null) {
      page.close();
    }
    if (tapline != null) {
      channel.shutdownNow();
      tapline.close();
    }
  }

  @AfterEach
  void no_step_leaves_errors_in_the_browser_or_asks_another_host() {
    assertThat(page.complaints()).isEmpty();
    REQUESTED.addAll(page.requested());
    assertThat(REQUESTED)
        .isNotEmpty()
        .allMatch(asked -> asked.startsWith(console) || asked.startsWith("data:"));
  }

  @Test
  @Order(1)
  void an_empty_log_says_what_to_do() throws Exception {
    page.open(console);
    assertThat(page.text("empty"))
        .contains("Nothing logged yet", "./tapline import", "./tapline capture add");
    page.shoot("empty");
    for (String tab : List.of("connections", "events", "sources")) {
      page.click("tab-" + tab);
      page.await("the empty " + tab, seen -> seen.see("empty").getText().contains("./tapline"));
    }
  }

  @Test
  @Order(2)
  void an_import_appears_by_itself_with_the_numbers_of_the_log() throws Exception {
    page.click("tab-overview");
    page.see("empty");
    SampleUpload.run(channel);
    CountConnectionsResponse all = log.count("");
    assertThat(page.texts("tile-connections", "b").getFirst())
        .isEqualTo(number(all.getConnections()));
    assertThat(page.texts("tile-packets", "b").getFirst()).isEqualTo(number(all.getPackets()));
    assertThat(page.text("tile-traffic")).contains("avg ", "peak ", "bit/s");
    assertThat(page.see("tile-traffic").getDomAttribute("title"))
        .startsWith(number(all.getBytes()) + " bytes");
    assertThat(page.text("verdict")).startsWith("Complete");
  }

  @Test
  @Order(3)
  void the_overview_shows_plot_and_tables_of_the_log() throws Exception {
    assertThat(view.shown("services-table")).isNotEmpty();
    assertThat(log.connectionsBy("service")).containsAllEntriesOf(view.shown("services-table"));
    assertThat(view.shown("talkers-table")).isNotEmpty();
    assertThat(log.connectionsBy("client")).containsAllEntriesOf(view.shown("talkers-table"));
    assertThat(page.see("traffic-chart").getDomAttribute("aria-label")).contains("tls", "dns");
    assertThat(view.coloursOfThePlot()).as("colours drawn").isGreaterThan(4);
    page.await("the alert", seen -> seen.see("tile-events").getText().endsWith("1"));
    page.shoot("overview");
    page.click("measure-connections");
    page.await("by connections", opened -> view.pressed("measure-connections"));
    page.shoot("overview-by-connections");
    page.click("measure-bytes");
    page.await("by bytes", opened -> view.pressed("measure-bytes"));
  }

  @Test
  @Order(3)
  void a_service_is_hidden_by_its_legend_and_the_scale_becomes_logarithmic() throws Exception {
    page.open(console);
    page.await("tls drawn", seen -> view.plot().contains("tls "));
    page.click("legend");
    page.await("a hidden service", opened -> view.parameters().containsKey("hide"));
    String hidden = view.parameters().getOrDefault("hide", "");
    page.await("a plot without " + hidden, seen -> !view.plot().contains(": " + hidden + " "));
    page.click("scale-log");
    page.await("a logarithmic scale", opened -> view.pressed("scale-log"));
    assertThat(view.coloursOfThePlot()).as("colours drawn").isGreaterThan(2);
    page.shoot("logarithmic");
    page.click("scale-linear");
    page.click("legend");
    page.await("the service again", seen -> view.plot().contains(": " + hidden + " "));
    assertThat(view.parameters()).isEmpty();
  }

  @Test
  @Order(3)
  void the_health_of_what_is_shown_stands_below_it() {
    page.open(console);
    page.await("no delivery", seen -> seen.see("health").getText().contains("1, 0 delivering"));
    assertThat(page.text("health")).contains("all of this range", "nothing that is known");
  }

  @Test
  @Order(4)
  void a_filter_is_typed_suggested_and_applied() throws Exception {
    WebElement filter = page.see("filter");
    filter.click();
    filter.sendKeys("serv");
    page.shoot("suggestions");
    filter.sendKeys("ice = dns", Keys.ENTER);
    CountConnectionsResponse dns = log.count("service = dns");
    view.awaitTile("connections", number(dns.getConnections()));
    assertThat(view.shown("services-table")).containsOnly(Map.entry("dns", dns.getConnections()));
    assertThat(view.parameters()).containsEntry("filter", "service = dns");
    page.shoot("filtered");
  }

  @Test
  @Order(5)
  void a_wrong_filter_is_told_at_its_place() throws Exception {
    view.retype("service = dns AND colour = red");
    page.click("apply");
    assertThat(page.text("filter-error")).contains("colour");
    assertThat(page.texts("filter-error", "mark").getFirst()).isEqualTo("c");
    page.shoot("wrong-filter");
    assertThat(page.complaints()).isNotEmpty().allMatch(line -> line.contains(FILTER_REFUSED));
    page.click("filter-clear");
    view.awaitTile("connections", number(log.count("").getConnections()));
  }

  @Test
  @Order(6)
  void a_value_that_is_clicked_joins_the_filter() throws Exception {
    page.click("talkers-table", "tbody button.value");
    page.await("a filter", opened -> view.parameters().containsKey("filter"));
    String client = view.parameters().getOrDefault("filter", "");
    page.click("services-table", "tbody button.value");
    page.await(
        "two terms", opened -> view.parameters().getOrDefault("filter", "").contains(" AND "));
    String both = view.parameters().getOrDefault("filter", "");
    assertThat(both).startsWith(client + " AND service = ");
    view.awaitTile("connections", number(log.count(both).getConnections()));
    page.shoot("narrowed");
    page.click("filter-clear");
  }

  @Test
  @Order(7)
  void connections_are_paged_and_a_row_opens_to_all_its_fields() throws Exception {
    page.click("tab-connections");
    page.await("a page of rows", seen -> seen.all("connection-row").size() == 50);
    assertThat(page.text("page")).isEqualTo("1 – 50");
    String first = page.texts("connections-table", "button.opener").getFirst();
    page.click("connection-row", "button.opener");
    assertThat(page.text("fields")).contains("community_id", "client_bytes", "history");
    page.shoot("connections");
    page.click("next");
    page.await("the second page", seen -> seen.see("page").getText().equals("51 – 100"));
    assertThat(page.texts("connections-table", "button.opener").getFirst()).isNotEqualTo(first);
    page.click("previous");
    page.await("the first page", seen -> seen.see("page").getText().equals("1 – 50"));
    assertThat(page.texts("connections-table", "button.opener").getFirst()).isEqualTo(first);
  }

  @Test
  @Order(7)
  void what_matches_is_summed_and_exported_in_the_columns_that_are_shown() throws Exception {
    page.open(console + "?tab=connections");
    CountConnectionsResponse all = log.count("");
    assertThat(page.text("matching"))
        .startsWith(number(all.getConnections()) + " connections")
        .endsWith(number(all.getPackets()) + " packets");
    page.click("columns");
    page.click("column-bytes");
    page.await("a column", seen -> seen.texts("connections-table", "thead th").contains("Bytes"));
    assertThat(view.parameters().getOrDefault("cols", "")).contains("client,", "bytes");
    String address = Objects.requireNonNull(page.see("export-csv").getDomProperty("href"));
    List<String> lines = ConsoleView.lines(address);
    assertThat(lines).hasSize((int) all.getConnections() + 1);
    assertThat(lines.getFirst()).startsWith("start,").contains("client_port", ",bytes");
    assertThat(ConsoleView.lines(address.replace("format=csv", "format=json")))
        .hasSize((int) all.getConnections())
        .allMatch(line -> line.startsWith("{") && line.contains("\"bytes\":"));
    page.click("columns-usual");
    page.await("the usual columns", opened -> !view.parameters().containsKey("cols"));
    page.open(console + "?tab=connections");
  }

  @Test
  @Order(7)
  void a_value_is_left_out_by_a_key() throws Exception {
    page.open(console + "?tab=connections&filter=service%20=%20dns%20AND%20client_port%20%3E%200");
    String client = "td.client > .pick > button:first-child";
    String address = page.texts("connections-table", client).getFirst();
    page.await(
        "the key",
        seen -> {
          seen.see("connections-table").findElement(By.cssSelector(client)).sendKeys("-");
          return true;
        });
    page.await(
        "without it",
        opened -> view.parameters().getOrDefault("filter", "").endsWith("client != " + address));
    String filter = view.parameters().getOrDefault("filter", "");
    long left = log.count(filter).getConnections();
    page.await("its number", seen -> seen.see("matching").getText().startsWith(number(left) + " "));
    assertThat(left).isLessThan(log.count("service = dns").getConnections());
    page.click("filter-clear");
    page.await("no filter", opened -> !view.parameters().containsKey("filter"));
  }

  @Test
  @Order(7)
  void the_address_leads_back_to_the_page_and_the_open_row() throws Exception {
    page.open(console + "?tab=connections&order=oldest");
    page.click("next");
    page.await("the second page", seen -> seen.see("page").getText().equals("51 – 100"));
    page.click("connection-row", "button.opener");
    page.await("the row in the address", opened -> view.parameters().containsKey("row"));
    String first = page.texts("connections-table", "button.opener").getFirst();
    page.open(page.address());
    assertThat(page.text("page")).isEqualTo("51 – 100");
    assertThat(page.see("fields").isDisplayed()).isTrue();
    assertThat(page.texts("connections-table", "button.opener").getFirst()).isEqualTo(first);
    page.click("previous");
    page.await("the first page", seen -> seen.see("page").getText().equals("1 – 50"));
    page.open(console + "?tab=connections");
  }

  private String from() {
    return Objects.requireNonNullElse(page.see("from").getDomProperty("value"), "");
  }

  @Test
  @Order(8)
  void dragging_across_the_plot_narrows_the_time() throws Exception {
    page.click("tab-overview");
    WebElement plot = page.see("traffic-chart");
    int width = plot.getSize().getWidth();
    new Actions(page.driver())
        .moveToElement(plot, -width / 4, 20)
        .clickAndHold()
        .moveByOffset(width / 4, 0)
        .moveByOffset(width / 8, 0)
        .release()
        .perform();
    page.await("an interval", opened -> view.parameters().containsKey("from"));
    Instant from = Instant.parse(view.parameters().getOrDefault("from", ""));
    Instant to = Instant.parse(view.parameters().getOrDefault("to", ""));
    CountConnectionsResponse part = log.count(from, to);
    assertThat(part.getConnections()).isBetween(1L, log.count("").getConnections() - 1);
    view.awaitTile("connections", number(part.getConnections()));
    page.shoot("brushed");
    Instant earlier = from.plusSeconds(4);
    page.see("to").sendKeys(Keys.chord(Keys.CONTROL, "a"), written(earlier), Keys.ENTER);
    view.awaitTile("connections", number(log.count(from, earlier).getConnections()));
    assertThat(page.see("from").getDomProperty("value")).isEqualTo(written(from));
    page.see("to").sendKeys(Keys.chord(Keys.CONTROL, "a"), "soon", Keys.ENTER);
    assertThat(page.see("to").getDomProperty("validationMessage")).contains("2026-01-31 08:15");
    page.driver().navigate().back();
    page.driver().navigate().back();
    view.awaitTile("connections", number(log.count("").getConnections()));
  }

  @Test
  @Order(8)
  void time_is_zoomed_by_keys_and_written_in_words() throws Exception {
    page.open(console);
    long all = log.count("").getConnections();
    view.awaitTile("connections", number(all));
    page.click("zoom-in");
    page.await("an interval", opened -> view.parameters().containsKey("to"));
    Instant from = Instant.parse(view.parameters().getOrDefault("from", ""));
    Instant to = Instant.parse(view.parameters().getOrDefault("to", ""));
    view.awaitTile("connections", number(log.count(from, to).getConnections()));
    page.click("before");
    page.await("the time before", opened -> view.pressed("before"));
    page.shoot("the-time-before");
    page.see("from").sendKeys(Keys.chord(Keys.CONTROL, "a"), "now-2000d", Keys.ENTER);
    page.await("words in the address", opened -> "now-2000d".equals(view.parameters().get("from")));
    assertThat(page.see("from").getDomProperty("value")).isEqualTo("now-2000d");
    page.open(console);
    view.awaitTile("connections", number(all));
  }

  @Test
  @Order(8)
  void a_range_without_capture_is_not_complete_and_from_and_to_begin_with_it() throws Exception {
    page.open(console + "?range=5m");
    page.await("the verdict", seen -> seen.see("verdict").getText().startsWith("Not covered"));
    assertThat(page.text("verdict")).contains("nothing was captured in this range");
    page.see("range").sendKeys("From");
    page.await("the fields", seen -> !from().isEmpty());
    assertThat(from()).isGreaterThan(written(Instant.now().minusSeconds(3_600)));
    page.open(console);
    view.awaitTile("connections", number(log.count("").getConnections()));
  }

  @Test
  @Order(8)
  void a_filter_that_cannot_match_says_why() throws Exception {
    view.retype("hostname = nothing-of-this");
    page.click("apply");
    assertThat(page.text("filter-remark")).contains("*nothing-of-this*");
    page.click("filter-clear");
    view.awaitTile("connections", number(log.count("").getConnections()));
  }

  @Test
  @Order(9)
  void an_event_says_why_and_leads_to_its_connections() throws Exception {
    page.click("tab-events");
    assertThat(page.text("event")).contains("192.0.2.66", "new");
    assertThat(page.text("reason")).isNotBlank();
    page.shoot("events");
    page.click("event-connections");
    page.see("connections-table");
    String filter = view.parameters().getOrDefault("filter", "");
    assertThat(filter).contains("192.0.2.66");
    assertThat(page.all("connection-row")).isNotEmpty();
    assertThat(page.texts("connections-table", "td.client > .pick > button:first-child"))
        .containsOnly("192.0.2.66");
    page.shoot("connections-of-the-event");
  }

  @Test
  @Order(9)
  void an_event_is_explained_and_handled() throws Exception {
    page.open(console + "?tab=events");
    page.click("why");
    assertThat(page.text("decision")).contains("new", "192.0.2.66", "kept back so far");
    page.click("handle");
    page.see("actor").sendKeys("Ann");
    page.see("action-text").sendKeys("a test of ours");
    page.click("act-acknowledge");
    page.await("its state", seen -> seen.see("event-handled").getText().equals("acknowledged"));
    page.click("handle");
    assertThat(page.text("actions-list")).contains("Ann", "a test of ours");
    page.shoot("event-handled");
    page.open(console + "?tab=events&state=closed");
    assertThat(page.text("no-event")).contains("No event");
    page.click("events-all");
    assertThat(page.text("event")).contains("acknowledged");
    page.click("group-source");
    assertThat(page.text("event-group")).startsWith("192.0.2.66");
    assertThat(page.see("timeline").isDisplayed()).isTrue();
  }

  @Test
  @Order(10)
  void a_source_is_found_by_a_part_of_its_name() throws Exception {
    page.open(console + "?tab=sources&find=nowhere");
    assertThat(page.text("no-source")).contains("nowhere");
    page.see("find-source").sendKeys(Keys.chord(Keys.CONTROL, "a"), "DEM", Keys.ENTER);
    assertThat(page.text("source-row")).contains("demo");
    assertThat(view.parameters()).containsEntry("find", "DEM");
  }

  @Test
  @Order(10)
  void files_and_answers_are_sent_compressed() throws Exception {
    for (String path : List.of("console/main.js", "console/console.css", "api/status")) {
      assertThat(ConsoleView.encoding(console + path)).as(path).isEqualTo("gzip");
    }
  }

  @Test
  @Order(10)
  void sources_say_what_is_missing() throws Exception {
    page.open(console + "?tab=sources");
    assertThat(page.text("source-row")).contains("demo", "finished", "arp");
    assertThat(page.text("no-loss")).contains("No loss is known");
    page.shoot("sources");
  }

  @Test
  @Order(11)
  void a_phone_needs_no_sideways_scrolling() throws Exception {
    page.width(390, 844);
    for (String tab : List.of("overview", "connections", "events", "sources")) {
      page.open(console + "?tab=" + tab);
      view.awaitView();
      assertThat(page.script("return document.documentElement.scrollWidth"))
          .as(tab)
          .isEqualTo(page.script("return document.documentElement.clientWidth"));
      page.shoot("phone-" + tab);
    }
  }

  @Test
  @Order(12)
  void the_dark_is_dark_everywhere() throws Exception {
    page.width(1360, 900);
    page.dark(true);
    for (String tab : List.of("overview", "events")) {
      page.open(console + "?tab=" + tab);
      view.awaitView();
      page.shoot("dark-" + tab);
    }
    assertThat(page.see("events").getCssValue("color")).isNotEqualTo("rgba(26, 34, 39, 1)");
  }
}
