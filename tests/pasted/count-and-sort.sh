printf 'b\na\nb\n10\n9\n' > list.txt
sort list.txt | uniq -c
sort -u list.txt | wc -l
sort -rn list.txt | head -n 2
tail -n +4 list.txt
tr a-z A-Z < list.txt | head -1
cat list.txt - < list.txt | wc -l
