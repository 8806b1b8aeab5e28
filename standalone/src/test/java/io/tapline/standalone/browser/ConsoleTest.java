package io.tapline.standalone.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapline.flowlog.v1.CountConnectionsResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static PackagedTapline tapline;
  private static Chromium page;
  private static LogAnswers log;
  private static final List<String> REQUESTED = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Chromium.installed().isPresent(),
        "Skipped: chromium and chromedriver are not on the PATH (Debian: chromium-driver).");
    tapline = PackagedTapline.start(directory);
    log = new LogAnswers(tapline.channel());
    page = Chromium.start(directory.resolve("profile"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (page != null) {
      page.close();
    }
    if (tapline != null) {
      tapline.close();
    }
  }

  @AfterEach
  void no_step_leaves_errors_in_the_browser_or_asks_another_host() {
    assertThat(page.complaints()).isEmpty();
    REQUESTED.addAll(page.requested());
    assertThat(REQUESTED)
        .isNotEmpty()
        .allMatch(asked -> asked.startsWith(tapline.console()) || asked.startsWith("data:"));
  }

  @Test
  @Order(1)
  void an_empty_log_says_what_to_do() throws Exception {
    page.open(tapline.console());
    assertThat(page.see("empty").getText())
        .contains("Nothing logged yet", "./tapline import", "./tapline capture add");
    page.shoot("empty");
    for (String tab : List.of("connections", "events", "sources")) {
      page.see("tab-" + tab).click();
      page.await("the empty " + tab, view -> view.see("empty").getText().contains("./tapline"));
    }
  }

  @Test
  @Order(2)
  void an_import_appears_by_itself_with_the_numbers_of_the_log() throws Exception {
    page.see("tab-overview").click();
    page.see("empty");
    tapline.importSample();
    CountConnectionsResponse all = log.count("");
    assertThat(page.see("tile-connections").findElement(By.tagName("b")).getText())
        .isEqualTo(number(all.getConnections()));
    assertThat(page.see("tile-packets").getText()).endsWith(number(all.getPackets()));
    assertThat(page.see("tile-traffic").getDomAttribute("title"))
        .startsWith(number(all.getBytes()) + " bytes");
    assertThat(page.see("verdict").getText()).startsWith("Complete");
  }

  @Test
  @Order(3)
  void the_overview_shows_plot_and_tables_of_the_log() throws Exception {
    assertThat(shown("services-table")).isNotEmpty();
    assertThat(log.connectionsBy("service")).containsAllEntriesOf(shown("services-table"));
    assertThat(shown("talkers-table")).isNotEmpty();
    assertThat(log.connectionsBy("client")).containsAllEntriesOf(shown("talkers-table"));
    assertThat(page.see("traffic-chart").getDomAttribute("aria-label")).contains("tls", "dns");
    assertThat(coloursOfThePlot()).as("colours drawn").isGreaterThan(4);
    page.await("the alert", view -> view.see("tile-events").getText().endsWith("1"));
    page.shoot("overview");
    page.see("measure-connections").click();
    page.await("by connections", view -> pressed("measure-connections"));
    page.shoot("overview-by-connections");
    page.see("measure-bytes").click();
    page.await("by bytes", view -> pressed("measure-bytes"));
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
    awaitTile("connections", number(dns.getConnections()));
    assertThat(shown("services-table")).containsOnly(Map.entry("dns", dns.getConnections()));
    assertThat(parameters()).containsEntry("filter", "service = dns");
    page.shoot("filtered");
  }

  @Test
  @Order(5)
  void a_wrong_filter_is_told_at_its_place() throws Exception {
    retype("service = dns AND colour = red");
    page.see("apply").click();
    assertThat(page.see("filter-error").getText()).contains("colour");
    assertThat(page.see("filter-error").findElement(By.tagName("mark")).getText()).isEqualTo("c");
    page.shoot("wrong-filter");
    assertThat(page.complaints()).isNotEmpty().allMatch(line -> line.contains(FILTER_REFUSED));
    page.see("filter-clear").click();
    awaitTile("connections", number(log.count("").getConnections()));
  }

  @Test
  @Order(6)
  void a_value_that_is_clicked_joins_the_filter() throws Exception {
    page.see("talkers-table").findElement(By.cssSelector("tbody button.value")).click();
    page.await("a filter", view -> parameters().containsKey("filter"));
    String client = parameters().getOrDefault("filter", "");
    page.see("services-table").findElement(By.cssSelector("tbody button.value")).click();
    page.await("two terms", view -> parameters().getOrDefault("filter", "").contains(" AND "));
    String both = parameters().getOrDefault("filter", "");
    assertThat(both).startsWith(client + " AND service = ");
    awaitTile("connections", number(log.count(both).getConnections()));
    page.shoot("narrowed");
    page.see("filter-clear").click();
  }

  @Test
  @Order(7)
  void connections_are_paged_and_a_row_opens_to_all_its_fields() throws Exception {
    page.see("tab-connections").click();
    page.await("a page of rows", view -> view.all("connection-row").size() == 50);
    assertThat(page.see("page").getText()).isEqualTo("1 – 50");
    String first = page.texts("connections-table", "button.opener").getFirst();
    page.see("connection-row").findElement(By.cssSelector("button.opener")).click();
    assertThat(page.see("fields").getText()).contains("community_id", "client_bytes", "history");
    page.shoot("connections");
    page.see("next").click();
    page.await("the second page", view -> view.see("page").getText().equals("51 – 100"));
    assertThat(page.texts("connections-table", "button.opener").getFirst()).isNotEqualTo(first);
    page.see("previous").click();
    page.await("the first page", view -> view.see("page").getText().equals("1 – 50"));
    assertThat(page.texts("connections-table", "button.opener").getFirst()).isEqualTo(first);
  }

  @Test
  @Order(8)
  void dragging_across_the_plot_narrows_the_time() throws Exception {
    page.see("tab-overview").click();
    WebElement plot = page.see("traffic-chart");
    int width = plot.getSize().getWidth();
    new Actions(page.driver())
        .moveToElement(plot, -width / 4, 20)
        .clickAndHold()
        .moveByOffset(width / 4, 0)
        .moveByOffset(width / 8, 0)
        .release()
        .perform();
    page.await("an interval", view -> parameters().containsKey("from"));
    Instant from = Instant.parse(parameters().getOrDefault("from", ""));
    Instant to = Instant.parse(parameters().getOrDefault("to", ""));
    CountConnectionsResponse part = log.count(from, to);
    assertThat(part.getConnections()).isBetween(1L, log.count("").getConnections() - 1);
    awaitTile("connections", number(part.getConnections()));
    page.shoot("brushed");
    Instant earlier = from.plusSeconds(4);
    page.see("to").sendKeys(Keys.chord(Keys.CONTROL, "a"), written(earlier), Keys.ENTER);
    awaitTile("connections", number(log.count(from, earlier).getConnections()));
    assertThat(page.see("from").getDomProperty("value")).isEqualTo(written(from));
    page.driver().navigate().back();
    page.driver().navigate().back();
    awaitTile("connections", number(log.count("").getConnections()));
  }

  @Test
  @Order(9)
  void an_event_says_why_and_leads_to_its_connections() throws Exception {
    page.see("tab-events").click();
    assertThat(page.see("event").getText()).contains("192.0.2.66", "new");
    assertThat(page.see("reason").getText()).isNotBlank();
    page.shoot("events");
    page.see("event-connections").click();
    page.see("connections-table");
    String filter = parameters().getOrDefault("filter", "");
    assertThat(filter).contains("192.0.2.66");
    assertThat(page.all("connection-row")).isNotEmpty();
    assertThat(page.texts("connections-table", "td.client > button"))
        .containsOnly("192.0.2.66");
    page.shoot("connections-of-the-event");
  }

  @Test
  @Order(10)
  void sources_say_what_is_missing() throws Exception {
    page.open(tapline.console() + "?tab=sources");
    assertThat(page.see("source-row").getText()).contains("demo", "finished", "arp");
    assertThat(page.see("no-loss").getText()).contains("No loss is known");
    page.shoot("sources");
  }

  @Test
  @Order(11)
  void a_phone_needs_no_sideways_scrolling() throws Exception {
    page.width(390, 844);
    for (String tab : List.of("overview", "connections", "events", "sources")) {
      page.open(tapline.console() + "?tab=" + tab);
      awaitView();
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
      page.open(tapline.console() + "?tab=" + tab);
      awaitView();
      page.shoot("dark-" + tab);
    }
    assertThat(page.see("events").getCssValue("color")).isNotEqualTo("rgba(26, 34, 39, 1)");
  }

  private static void awaitView() {
    page.await(
        "the view",
        view ->
            "false".equals(view.script("return document.getElementById('content').ariaBusy")));
  }

  /** As the console writes times. */
  private static String written(Instant instant) {
    return instant.plusNanos(1).toString().replace('T', ' ').substring(0, 23);
  }

  private static void retype(String text) {
    page.see("filter").sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  private static boolean pressed(String name) {
    return "true".equals(page.see(name).getDomAttribute("aria-pressed"));
  }

  private static void awaitTile(String name, String value) {
    page.await(
        name + " = " + value,
        view -> view.see("tile-" + name).findElement(By.tagName("b")).getText().equals(value));
  }

  /** First column and the column of connections of a table. */
  private static Map<String, Long> shown(String table) {
    Map<String, Long> shown = new HashMap<>();
    for (WebElement row : page.see(table).findElements(By.cssSelector("tbody tr"))) {
      List<WebElement> cells = row.findElements(By.tagName("td"));
      shown.put(cells.get(0).getText(), Long.valueOf(cells.get(4).getText().replace(",", "")));
    }
    return shown;
  }

  private static long coloursOfThePlot() {
    return (Long)
        page.script(
            """
            const canvas = document.querySelector('[data-test="traffic-chart"] canvas');
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const colours = new Set();
            for (let i = 0; i < pixels.length; i += 4) {
              if (pixels[i + 3] > 128) colours.add(pixels[i] >> 4 << 8 | pixels[i + 1] >> 4 << 4 | pixels[i + 2] >> 4);
            }
            return colours.size;
            """);
  }

  private static Map<String, String> parameters() {
    Map<String, String> parameters = new HashMap<>();
    String query = URI.create(page.address()).getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static String number(long value) {
    return String.format(Locale.ENGLISH, "%,d", value);
  }
}
