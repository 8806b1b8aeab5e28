package io.tapline.standalone.browser;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What the console shows, read as a person would. */
final class ConsoleView {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Chromium page;

  ConsoleView(Chromium page) {
    this.page = page;
  }

  void awaitView() {
    page.await(
        "the view",
        seen -> "false".equals(seen.script("return document.getElementById('content').ariaBusy")));
  }

  /** As the console writes times. */
  static String written(Instant instant) {
    return instant.plusNanos(1).toString().replace('T', ' ').substring(0, 23);
  }

  void retype(String text) {
    page.see("filter").sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  boolean pressed(String name) {
    return "true".equals(page.see(name).getDomAttribute("aria-pressed"));
  }

  void awaitTile(String name, String value) {
    page.await(
        name + " = " + value,
        seen -> seen.see("tile-" + name).findElement(By.tagName("b")).getText().equals(value));
  }

  /** First column and the column of connections of a table. */
  Map<String, Long> shown(String table) {
    return page.read(seen -> rows(seen.see(table)));
  }

  private static Map<String, Long> rows(WebElement table) {
    Map<String, Long> shown = new HashMap<>();
    for (WebElement row : table.findElements(By.cssSelector("tbody tr"))) {
      List<WebElement> cells = row.findElements(By.tagName("td"));
      shown.put(cells.get(0).getText(), Long.valueOf(cells.get(4).getText().replace(",", "")));
    }
    return shown;
  }

  long coloursOfThePlot() {
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

  Map<String, String> parameters() {
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

  /** What the plot says to those who cannot see it. */
  String plot() {
    return Objects.requireNonNullElse(page.see("traffic-chart").getDomAttribute("aria-label"), "");
  }

  /** Of a file that is offered, fetched as a browser would save it. */
  static List<String> lines(String address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body().lines().toList();
  }

  static String encoding(String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).header("Accept-Encoding", "gzip").build();
    return HTTP.send(request, BodyHandlers.discarding())
        .headers()
        .firstValue("Content-Encoding")
        .orElse("none");
  }

  static String number(long value) {
    return String.format(Locale.ENGLISH, "%,d", value);
  }
}
