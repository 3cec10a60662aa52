#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
#
# "make check-browser": the page in headless Chromium, on a phone and on a
# desktop. Pictures go to browser/ in the build folder, for eyes; what must be
# there and readable is checked through the DOM.
#
# A window of Chromium is at least 500 pixels wide, so each page is shown in a
# frame of the right width. A server in front of ours would be needed to let it
# be framed; instead a copy of the page is, with the same style sheet.

# shellcheck disable=SC2034,SC2154 # shared with the files read below
SPFEVAL=${top_builddir:?}/examples/why_httpd
. "${top_srcdir:?}/tests/tool/tool.sh"
. "$top_srcdir/tests/examples/why_server.sh"
trap 'why_stop; rm -rf "$work"' EXIT
for name in ${CHROMIUM:-chromium chromium-browser google-chrome}; do
    if command -v "$name" >browser.path; then
        browser=$name
        break
    fi
done
if [ -z "${browser:-}" ]; then
    echo 'check-browser: no Chromium; set CHROMIUM' >&2
    exit 1
fi
pictures=$top_builddir/browser
mkdir -p "$pictures" || exit 1

# browse OPTION...: its complaints about missing hardware are of no interest.
browse() {
    timeout 60 "$browser" --headless --no-sandbox --disable-gpu \
        --hide-scrollbars --no-first-run --disable-dev-shm-usage \
        --user-data-dir="$work/profile" --virtual-time-budget=2000 "$@" \
        2>browser.err
}

# What a page is asked: is each of the elements visible, does anything stick
# out to the right, and how high is it? The answers become its title.
probe() {
    cat <<'END'
<script>
addEventListener("load", function () {
    var frame = document.querySelector("iframe");
    var page = frame.contentDocument;
    var wide = page.documentElement.clientWidth;
    var said = [];
    function visible(name, selector) {
        var element = page.querySelector(selector);
        var box = element && element.getBoundingClientRect();
        var style = element && frame.contentWindow.getComputedStyle(element);
        said.push(name + "=" + Boolean(box && box.width > 20 &&
            box.height > 10 && box.left >= 0 && box.right <= wide &&
            style.visibility === "visible" && style.opacity === "1"));
    }
    visible("verdict", ".verdict .word span");
    visible("record", "#part2 ~ pre");
    visible("mark", "mark");
    visible("next", "#part5 ~ *");
    visible("form", "form button");
    var out = 0;
    page.querySelectorAll("body *").forEach(function (element) {
        if (!element.closest("svg") &&
            element.getBoundingClientRect().right > wide + 0.5) {
            out++;
        }
    });
    said.push("out=" + out);
    said.push("wide=" + wide);
    said.push("scroll=" + page.documentElement.scrollWidth);
    said.push("styled=" + (frame.contentWindow.getComputedStyle(
        page.querySelector("main")).maxWidth !== "none"));
    document.title = said.join(" ");
});
</script>
END
}

# show NAME WIDTH HEIGHT: a picture of page.html, and its answers in $said.
show_page() {
    {
        printf '<!DOCTYPE html><title>none</title><style>'
        printf 'body{margin:0}iframe{border:0;display:block;width:%spx;' "$2"
        printf 'height:%spx}</style><iframe src="page.html"></iframe>' "$3"
        probe
    } >frame.html
    browse --allow-file-access-from-files --dump-dom \
        --window-size="$2,$3" "file://$work/frame.html" >dom
    said=$(sed -n 's|.*<title>\([^<]*\)</title>.*|\1|p' dom | sed 1q)
    browse --allow-file-access-from-files --window-size="$2,$3" \
        --screenshot="$pictures/$1.png" "file://$work/frame.html" >shot
    if [ ! -s "$pictures/$1.png" ]; then
        said="no picture; $said"
    fi
}

# look NAME TARGET THING...: on both widths these things are visible, nothing
# is cut off, and the style sheet is in force.
look() {
    look_name=$1
    if ! curl -s -g --noproxy '*' --max-time 20 -o page.html "$url$2"; then
        tap_ok 1 "$look_name: fetched"
        return
    fi
    shift 2
    for width in 360 390 1280; do
        show_page "$look_name-$width" "$width" 1800
        for thing in "$@" wide scroll; do
            case $thing in
            wide | scroll) wanted="$thing=$width" ;;
            *) wanted="$thing=true" ;;
            esac
            case " $said " in
            *" $wanted "*) tap_ok 0 "$look_name, $width px: $thing" ;;
            *)
                tap_ok 1 "$look_name, $width px: $thing"
                echo "# $said"
                ;;
            esac
        done
        case " $said " in
        *' out=0 '*) tap_ok 0 "$look_name, $width px: nothing sticks out" ;;
        *)
            tap_ok 1 "$look_name, $width px: nothing sticks out"
            echo "# $said"
            ;;
        esac
    done
}

why_start --zone "$top_srcdir/tests/examples/why.test.zone" \
    --receiver mx.example.com --rate 0 || exit 1
fail='/Why?scope=mfrom;identity=info@example.org;ip=203.0.113.200'
all='verdict record next form styled'
# shellcheck disable=SC2086 # a list of words
{
    look fail-en "$fail" $all
    look fail-nl "$fail;lang=nl" $all
    look permerror "/why?id=info@broken.example.org&ip=192.0.3.1" $all mark
    look many "/why?id=info@many.example.org&ip=203.0.113.200" $all
    look pass "/why?id=info@example.org&ip=198.51.100.25" $all
    long=$(sed -n 's/^\(aaaa[^ ]*\) .*/\1/p' \
        "$top_srcdir/tests/examples/why.test.zone").example.org
    look long "/why?id=info@$long&ip=2001:db8::1" $all
}
look form / form styled
look bad-ip '/why?id=a@example.org&ip=192.0.2.256&lang=nl' form styled

# Under the policy that the server sends, and without a frame.
browse --dump-dom "$url$fail" >dom
holds 'as served: the verdict' dom '<span lang="en">fail</span>'
browse --window-size=1280,1800 --screenshot="$pictures/served.png" \
    "$url$fail" >shot
[ -s "$pictures/served.png" ]
tap_ok $? 'as served: a picture'
browse --window-size=1280,1800 --force-dark-mode \
    --blink-settings=preferredColorScheme=0 \
    --screenshot="$pictures/dark.png" "$url$fail" >shot
[ -s "$pictures/dark.png" ]
tap_ok $? 'dark: a picture'
why_stop TERM
echo "# pictures are in $pictures"
unset TAP_HARNESS
tap_done
