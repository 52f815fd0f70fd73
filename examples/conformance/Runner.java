import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds examples/service against every case: records, and refusals in both languages. The standard library alone, which
 * has no JSON: a reader and the escapes of a writer stand below.
 *
 * TOKEN=civ_… java Runner.java FOLDER http://127.0.0.1:8080
 */
public class Runner {
    static final Map<String, String> TITLES = Map.of("zh", "参数或信息有误", "en", "parameters or facts that cannot be");

    static long cases, bodies, size, differing;

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Service service = new Service(args[1], System.getenv("TOKEN"));
        Map<String, Object> index = read(folder.resolve("index.json"));
        if (!"1".equals(index.get("format").toString())) throw new IllegalArgumentException("format " + index.get("format") + ": this runner reads 1");
        List<Map<String, Object>> files = list(index.get("files"));
        for (Map<String, Object> entry : files) {
            Map<String, Object> file = read(folder.resolve((String) entry.get("file")));
            List<Map<String, Object>> all = list(file.get("cases"));
            if (!entry.get("cases").toString().equals("" + all.size())) throw new IllegalArgumentException(entry.get("file") + ": not as many cases as the index says");
            for (Map<String, Object> c : all) run(service, (String) file.get("rule"), c);
        }
        System.out.println("java: " + files.size() + " rules, " + cases + " cases, " + bodies + " bodies of " + size + " bytes, " + differing + " differing bytes");
        System.exit(cases > 0 && differing == 0 ? 0 : 1);
    }

    static void run(Service service, String rule, Map<String, Object> c) throws Exception {
        cases++;
        String record = (String) c.get("record");
        for (String language : record != null ? List.of("zh") : List.of("zh", "en")) {
            String at = rule + " case " + c.get("case") + " (" + text(c.get("note"), "en") + ") in " + language;
            HttpResponse<byte[]> got = service.explain(rule, (String) c.get("parameters"), (String) c.get("facts"), language);
            String want = record != null ? record : refusal(list(c.get("errors")), language, got.headers().firstValue("X-Request-Id").orElse(""));
            compare(at, want.getBytes(StandardCharsets.UTF_8), got.body());
            if (got.statusCode() != (record != null ? 200 : 422)) {
                System.err.println(at + ": status " + got.statusCode());
                differing++;
            }
        }
    }

    /** The problem details (RFC 9457) that a refusal with these faults is. */
    static String refusal(List<Map<String, Object>> errors, String language, String request) {
        List<String> faults = new ArrayList<>();
        for (Map<String, Object> e : errors) {
            String part = (String) e.getOrDefault("part", "");
            StringBuilder b = new StringBuilder("{\"pointer\":").append(quoted((part.isEmpty() ? "" : "/" + part) + e.get("pointer")));
            b.append(",\"code\":").append(quoted((String) e.get("code"))).append(",\"reason\":").append(quoted(text(e.get("reason"), language)));
            add(b, "rule", (String) e.get("rule"));
            add(b, "part", part);
            add(b, "field", (String) e.get("field"));
            add(b, "label", e.get("label") == null ? null : text(e.get("label"), language));
            add(b, "value", (String) e.get("value"));
            faults.add(b.append('}').toString());
        }
        return "{\"type\":\"urn:civilaffairs:problem:refused\",\"title\":" + quoted(TITLES.get(language)) + ",\"status\":422,\"request_id\":" + quoted(request)
            + ",\"errors\":[" + String.join(",", faults) + "]}";
    }

    static void add(StringBuilder b, String name, String value) {
        if (value != null && !value.isEmpty()) b.append(",\"").append(name).append("\":").append(quoted(value));
    }

    /** Counts the bytes that differ; a length that is another counts too. */
    static void compare(String at, byte[] want, byte[] got) {
        bodies++;
        size += want.length;
        int first = Arrays.mismatch(want, got);
        if (first < 0) return;
        long n = Math.abs(want.length - got.length);
        for (int i = 0; i < Math.min(want.length, got.length); i++) if (want[i] != got[i]) n++;
        differing += n;
        System.err.println(at + ": " + n + " bytes differ, the first is " + (first + 1) + ": want …" + near(want, first) + "…, got …" + near(got, first) + "…");
    }

    static String near(byte[] b, int at) {
        return new String(Arrays.copyOfRange(b, Math.min(b.length, Math.max(0, at - 30)), Math.min(b.length, at + 30)), StandardCharsets.UTF_8);
    }

    static String text(Object texts, String language) { return (String) object(texts).get(language); }

    static Map<String, Object> read(Path file) throws Exception { return object(new Json(Files.readString(file)).whole()); }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object o) { return (Map<String, Object>) o; }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Object o) { return (List<Map<String, Object>>) o; }

    /** A string as the service writes it. */
    static String quoted(String s) {
        StringBuilder b = new StringBuilder("\"");
        for (char c : s.toCharArray()) {
            switch (c) {
                case '"', '\\' -> b.append('\\').append(c);
                case '\n' -> b.append("\\n");
                case '\r' -> b.append("\\r");
                case '\t' -> b.append("\\t");
                case '\b' -> b.append("\\b");
                case '\f' -> b.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> b.append(String.format("\\u%04x", (int) c));
                default -> b.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return b.append('"').toString();
    }

    record Service(String url, String token, HttpClient client) {
        Service(String url, String token) { this(url, token, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()); }

        HttpResponse<byte[]> explain(String rule, String parameters, String facts, String language) throws Exception {
            String body = "{" + (parameters == null ? "" : "\"parameters\":" + parameters + ",") + "\"facts\":" + facts + "}"; // no number is read
            return client.send(HttpRequest.newBuilder(URI.create(url + "/rules/" + URLEncoder.encode(rule, StandardCharsets.UTF_8) + "/explain"))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json").header("Accept-Language", language)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    /** Reads JSON: objects as maps, lists, strings; whatever else as the text that it is. */
    static class Json {
        final String s;
        int at;

        Json(String s) { this.s = s; }

        Object whole() {
            Object v = value();
            blanks();
            if (at < s.length()) throw bad();
            return v;
        }

        IllegalArgumentException bad() { return new IllegalArgumentException("no JSON at character " + at); }

        void blanks() { while (at < s.length() && " \t\r\n".indexOf(s.charAt(at)) >= 0) at++; }

        char peek() {
            blanks();
            if (at >= s.length()) throw bad();
            return s.charAt(at);
        }

        void expect(char c) {
            if (peek() != c) throw bad();
            at++;
        }

        /** Reports whether another member or item follows. */
        boolean more(boolean first, char end) {
            if (peek() == end) {
                at++;
                return false;
            }
            if (!first) expect(',');
            return true;
        }

        Object value() {
            switch (peek()) {
                case '{': {
                    at++;
                    Map<String, Object> o = new LinkedHashMap<>();
                    for (boolean first = true; more(first, '}'); first = false) {
                        if (peek() != '"') throw bad();
                        String name = string();
                        expect(':');
                        o.put(name, value());
                    }
                    return o;
                }
                case '[': {
                    at++;
                    List<Object> l = new ArrayList<>();
                    for (boolean first = true; more(first, ']'); first = false) l.add(value());
                    return l;
                }
                case '"':
                    return string();
                default: {
                    int from = at;
                    while (at < s.length() && ",]} \t\r\n".indexOf(s.charAt(at)) < 0) at++;
                    if (from == at) throw bad();
                    return s.substring(from, at);
                }
            }
        }

        String string() {
            StringBuilder b = new StringBuilder();
            for (at++; ; at++) {
                if (at >= s.length()) throw bad();
                char c = s.charAt(at);
                if (c == '"') break;
                if (c != '\\') {
                    b.append(c);
                    continue;
                }
                c = s.charAt(++at);
                int known = "\"\\/bfnrt".indexOf(c);
                if (known >= 0) {
                    b.append("\"\\/\b\f\n\r\t".charAt(known));
                } else if (c == 'u') {
                    b.append((char) Integer.parseInt(s.substring(at + 1, at + 5), 16));
                    at += 4;
                } else {
                    throw bad();
                }
            }
            at++;
            return b.toString();
        }
    }
}
