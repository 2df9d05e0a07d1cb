// Brings the marked passage into the middle of the article's own scroll box, leaving the page where it is.
const article = document.querySelector(".reading .article");
const passage = article?.querySelector("mark.current");
if (article && passage && article.scrollHeight > article.clientHeight) {
  const offset = passage.getBoundingClientRect().top - article.getBoundingClientRect().top;
  article.scrollTop += offset - article.clientHeight / 3;
}
