package io.tapline.standalone.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium; elements are found by their {@code data-test}. */
final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Pattern REQUESTED =
      Pattern.compile(
          "\"method\":\"Network.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");

  private final ChromeDriver driver;
  private final WebDriverWait wait;
  private int shots;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
    this.wait = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(100));
    wait.ignoring(NoSuchElementException.class, StaleElementReferenceException.class);
  }

  /** Where the browser lies, if this machine has it and its driver. */
  static Optional<File> installed() {
    return onPath("chromium").filter(browser -> onPath("chromedriver").isPresent());
  }

  private static Optional<File> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }

  static Chromium start(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(installed().orElseThrow());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--window-size=1360,900",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(onPath("chromedriver").orElseThrow())
            .usingAnyFreePort()
            .build();
    Chromium chromium = new Chromium(new ChromeDriver(service, options));
    chromium.leaveStartPage();
    return chromium;
  }

  /** What the browser's own first page asked for is not ours. */
  private void leaveStartPage() {
    driver.get("about:blank");
    driver.manage().logs().get(LogType.PERFORMANCE);
    driver.manage().logs().get(LogType.BROWSER);
  }

  void open(String address) {
    driver.get(address);
  }

  String address() {
    return String.valueOf(driver.getCurrentUrl());
  }

  /** Waits for the first element of the name that is visible. */
  WebElement see(String name) {
    return wait.until(
        page -> all(name).stream().filter(WebElement::isDisplayed).findFirst().orElse(null));
  }

  /** Also while the page, which asks again by itself, draws the element anew. */
  void click(String name) {
    await(
        "a click on " + name,
        seen -> {
          seen.see(name).click();
          return true;
        });
  }

  /** Clicks what is first by a selector within the element. */
  void click(String name, String selector) {
    await(
        "a click on " + selector + " of " + name,
        seen -> {
          seen.see(name).findElement(By.cssSelector(selector)).click();
          return true;
        });
  }

  List<WebElement> all(String name) {
    return driver.findElements(By.cssSelector("[data-test=\"" + name + "\"]"));
  }

  /** Texts of all elements below the first of the name that the selector finds. */
  List<String> texts(String name, String selector) {
    return wait.until(
        page ->
            see(name).findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList());
  }

  /** Text of the first element of the name that is visible. */
  String text(String name) {
    return read(page -> page.see(name).getText());
  }

  /** What is read of elements, also while the page draws them anew. */
  <T> T read(Function<Chromium, T> what) {
    return wait.until(page -> what.apply(this));
  }

  void await(String claim, Predicate<Chromium> holds) {
    wait.withMessage(claim).until(page -> holds.test(this));
  }

  ChromeDriver driver() {
    return driver;
  }

  Object script(String script, Object... arguments) {
    Object answer = driver.executeScript(script, arguments);
    return answer == null ? "" : answer;
  }

  void width(int pixels, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void dark(boolean on) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", on ? "dark" : "light"))));
  }

  void shoot(String name) throws IOException {
    Path folder = Files.createDirectories(SCREENSHOTS);
    Files.write(
        folder.resolve("%02d-%s.png".formatted(++shots, name)),
        driver.getScreenshotAs(OutputType.BYTES));
  }

  /** Errors and warnings of the console since the last call. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Addresses asked for since the last call. */
  List<String> requested() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> REQUESTED.matcher(entry.getMessage()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
