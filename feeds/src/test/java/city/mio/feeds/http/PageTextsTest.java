package city.mio.feeds.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages say, they say in both languages, and no text takes the place of another under one name. */
class PageTextsTest {

    private static final Pattern TEXT = Pattern.compile("(?:'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`)\\s*(?=[,}\\n])");
    private static final Pattern NAME = Pattern.compile("(?:^|[,{\\s])'?([A-Za-z_][A-Za-z_0-9.]*)'?\\s*:");

    private static List<String> names(String script, String language) {
        int begin = script.indexOf("\n  " + language + ": {");
        int end = script.indexOf("\n  },", begin);
        assertThat(begin).as(language + " is there").isPositive();
        String texts = TEXT.matcher(script.substring(begin + language.length() + 6, end) + "\n").replaceAll("T");
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(texts);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.js", "ride-text.js", "driver-text.js", "operator.js"})
    void everyTextIsThereOnceInBothLanguages(String file) throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/live-map/" + file)) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> english = names(script, "en");
            List<String> japanese = names(script, "ja");
            assertThat(english).hasSizeGreaterThan(20).doesNotHaveDuplicates();
            assertThat(japanese).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(english);
        }
    }
}
