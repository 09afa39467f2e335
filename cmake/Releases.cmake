# SPDX-FileCopyrightText: 2026 The ContrastLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What CHANGELOG.md says of each release, as AppStream wants it. Releases are headings with a date,
# "## 0.1.0 (2026-11-23)"; what is unreleased is left out.

function(releases_of changelog result)
    # A semicolon would end a list's item.
    file(READ ${changelog} text)
    string(REPLACE ";" "\\;" text "${text}")
    string(REGEX REPLACE "[*`]" "" text "${text}")
    string(REPLACE "&" "&amp\\;" text "${text}")
    string(REPLACE "<" "&lt\\;" text "${text}")
    string(REPLACE ">" "&gt\\;" text "${text}")
    string(REPLACE "[" "(" text "${text}")
    string(REPLACE "]" ")" text "${text}")
    string(REGEX REPLACE "\n  +" " " text "${text}")
    string(REPLACE "\n" ";" lines "${text}")
    set(xml "")
    set(open FALSE)
    foreach(line IN LISTS lines)
        if(line MATCHES "^## ")
            if(open)
                string(APPEND xml "        </ul>\n      </description>\n    </release>\n")
            endif()
            set(open FALSE)
            if(line MATCHES "^## ([0-9.]+) \\(([-0-9]+)\\)$")
                set(open TRUE)
                string(APPEND xml "    <release version=\"${CMAKE_MATCH_1}\" date=\"${CMAKE_MATCH_2}\">\n"
                    "      <description>\n        <ul>\n")
            endif()
        elseif(open AND line MATCHES "^- (.*)")
            string(APPEND xml "          <li>${CMAKE_MATCH_1}</li>\n")
        endif()
    endforeach()
    if(open)
        string(APPEND xml "        </ul>\n      </description>\n    </release>\n")
    endif()
    set(${result} "${xml}" PARENT_SCOPE)
endfunction()
